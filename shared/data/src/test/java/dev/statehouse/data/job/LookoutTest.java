package dev.statehouse.data.job;

import static dev.statehouse.data.job.JobsDatabase.LEASE;
import static dev.statehouse.data.job.JobsDatabase.NOTE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.statehouse.data.Tenant;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What looks find once they have taken long, as under a snapshot that is held for long. */
class LookoutTest {

    private final JobsDatabase jobs = new JobsDatabase();
    private final Tenant tenant = jobs.workspace();
    private Duration now = Duration.ZERO;
    private Duration reading = Duration.ZERO;
    private final JobClaims claims =
            new JobClaims(jobs.workersWorkspaces(), jobs.ofWorker(ClaimedJobs.class), jobs.clock(), this::read);

    /** Each reading of the time takes time, and so does each look. */
    private long read() {
        now = now.plus(reading);
        return now.toNanos();
    }

    @BeforeEach
    void useUpAllowances() {
        UUID first = enqueue(tenant);
        assertEquals(Set.of(first), claimed());
        // From the beginning, from a little before what was reached, and from there.
        for (Duration took : List.of(Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofMillis(1_200))) {
            reading = took;
            assertEquals(Set.of(), claimed());
        }
        reading = Duration.ZERO;
    }

    @AfterEach
    void close() {
        jobs.close();
    }

    @Test
    void newJobsOfKnownWorkspacesAreFoundWithoutALook() {
        UUID known = enqueue(tenant);
        enqueue(jobs.workspace());
        assertEquals(Set.of(known), claimed());
        assertEquals(Set.of(), claimed());
    }

    @Test
    void newJobsOfOtherWorkspacesAreFoundFirst() {
        behind(Duration.ofSeconds(1));
        UUID known = enqueue(tenant);
        UUID other = enqueue(jobs.workspace());
        now = now.plusSeconds(5);
        assertEquals(Set.of(known, other), claimed());
        assertEquals(Set.of(), claimed());
    }

    @Test
    void jobsThatWereCommittedLateAreFoundNext() {
        behind(Duration.ofDays(1));
        UUID late = behind(Duration.ofSeconds(1));
        now = now.plusSeconds(20);
        assertEquals(Set.of(late), claimed());
        assertEquals(Set.of(), claimed());
    }

    @Test
    void thoseThatLieFarBehindAreFoundLast() {
        UUID behind = behind(Duration.ofDays(1));
        now = now.plusSeconds(300);
        assertEquals(Set.of(behind), claimed());
        assertEquals(Set.of(), claimed());
    }

    private Set<UUID> claimed() {
        return new HashSet<>(JobsDatabase.ids(claims.next(100, LEASE)));
    }

    private UUID enqueue(Tenant workspace) {
        return jobs.enqueue(workspace, NOTE.of(new JobsDatabase.Note(1, "")));
    }

    /** A job that was due so long ago, and is committed now. */
    private UUID behind(Duration time) {
        UUID id = UUID.randomUUID();
        jobs.database().asOwner("""
                INSERT INTO jobs (workspace_id, id, kind, payload, run_at, max_attempts)
                VALUES ('%s', '%s', 'note', '{}', '%s', 3)
                """.formatted(
                        tenant.workspaceId(), id, jobs.clock().instant().minus(time)));
        return id;
    }
}
