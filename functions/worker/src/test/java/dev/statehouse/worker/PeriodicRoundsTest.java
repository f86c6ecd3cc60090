package dev.statehouse.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.data.Ids;
import dev.statehouse.data.Json;
import dev.statehouse.data.Tenant;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.job.PeriodicJob;
import dev.statehouse.data.job.PeriodicJobs;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeriodicRoundsTest {

    private WorkerDatabase jobs;
    private Tenant tenant;

    @BeforeEach
    void start() {
        jobs = new WorkerDatabase();
        tenant = jobs.workspace();
    }

    @AfterEach
    void stop() {
        jobs.close();
    }

    private UUID everyMinute(Instant due) {
        return periodic("* * * * *", due);
    }

    private UUID periodic(String cron, Instant due) {
        UUID id = Ids.next();
        jobs.application(Workspaces.class)
                .write(
                        tenant,
                        () -> jobs.application(PeriodicJobs.class)
                                .insert(
                                        id,
                                        "Job " + id,
                                        "note",
                                        Json.EMPTY_OBJECT,
                                        3,
                                        cron,
                                        "UTC",
                                        due,
                                        jobs.clock().instant(),
                                        null));
        return id;
    }

    private PeriodicJob find(UUID id) {
        return Objects.requireNonNull(jobs.application(Workspaces.class)
                .read(tenant, () -> jobs.application(PeriodicJobs.class).find(id)));
    }

    private int make() {
        return jobs.worker().getBean(PeriodicRounds.class).make();
    }

    private long enqueued() {
        return jobs.count("SELECT count(*) FROM app.jobs WHERE kind = 'note'");
    }

    @Test
    void aDueTimeCountsOnceHoweverManyComeForIt() throws Exception {
        Instant due = jobs.clock().instant();
        everyMinute(due);
        for (int minute = 1; minute <= 5; minute++) {
            try (ExecutorService schedules = Executors.newFixedThreadPool(3)) {
                for (Future<Integer> one : IntStream.range(0, 3)
                        .mapToObj(number -> schedules.submit(this::make))
                        .toList()) {
                    one.get();
                }
            }
            assertEquals(minute, enqueued());
            assertEquals(0, make(), "late, and out of order");
            jobs.clock().move(Duration.ofMinutes(1));
        }
    }

    @Test
    void ofManyMissedTimesOneIsMadeUpFor() {
        Instant due = jobs.clock().instant();
        UUID id = everyMinute(due);
        jobs.clock().move(Duration.ofDays(3));
        assertEquals(1, make());
        assertEquals(0, make());
        assertEquals(due, find(id).lastDueAt());
        assertEquals(
                1,
                jobs.count("SELECT count(*) FROM app.periodic_jobs WHERE next_due_at > '%s'"
                        .formatted(jobs.clock().instant())));
    }

    @Test
    void aClockThatIsSetBackRepeatsNothing() {
        everyMinute(jobs.clock().instant());
        assertEquals(1, make());
        jobs.clock().move(Duration.ofHours(-2));
        assertEquals(0, make());
        jobs.clock().move(Duration.ofHours(2).plusMinutes(1));
        assertEquals(1, make());
    }

    @Test
    void aClockThatWasFarAheadAndCameBackCostsNoJobItsFuture() {
        Instant due = jobs.clock().instant();
        UUID id = everyMinute(due);
        jobs.clock().move(Duration.ofDays(3_650));
        assertEquals(1, make());
        jobs.clock().move(Duration.ofDays(-3_650));
        assertEquals(0, make());
        assertTrue(Objects.requireNonNull(find(id).nextDueAt()).isBefore(due.plus(Duration.ofMinutes(2))));
        jobs.clock().move(Duration.ofMinutes(1));
        assertEquals(1, make());
        assertEquals(0, make());
    }

    @Test
    void whatSuchAClockRanEarlyIsNotRunAgain() {
        Instant tomorrow = jobs.clock().instant().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1));
        UUID id = periodic("0 0 * * *", tomorrow);
        jobs.clock().move(Duration.ofDays(365));
        assertEquals(1, make());
        jobs.clock().move(Duration.ofDays(-365));
        assertEquals(0, make());
        assertEquals(tomorrow, find(id).lastDueAt());
        assertEquals(tomorrow.plus(Duration.ofDays(1)), find(id).nextDueAt());
    }

    @Test
    void aTimeThatIsFarOffByItsTimetableStays() {
        Instant due = Instant.parse("2048-02-29T00:00:00Z");
        UUID id = periodic("0 0 29 2 *", due);
        assertEquals(0, make());
        assertEquals(due, find(id).nextDueAt());
    }

    @Test
    void whatIsPausedOrCantBeReadDoesNotComeAgain() {
        UUID paused = everyMinute(jobs.clock().instant());
        jobs.database().asOwner("""
                BEGIN; SELECT enter_workspace('%s');
                UPDATE periodic_jobs SET paused_at = now() WHERE id = '%s'; COMMIT
                """.formatted(tenant.workspaceId(), paused));
        assertEquals(0, make());
        UUID unreadable = everyMinute(jobs.clock().instant());
        jobs.database().asOwner("UPDATE periodic_jobs SET cron = 'now and then' WHERE id = '%s'".formatted(unreadable));
        assertEquals(1, make());
        assertNull(find(unreadable).nextDueAt());
        assertEquals(0, make());
    }
}
