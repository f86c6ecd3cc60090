package dev.statehouse.localstack.gateway;

import dev.statehouse.localstack.function.Functions;
import dev.statehouse.localstack.function.Outcome;
import dev.statehouse.localstack.template.Schedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Sends the events of the template's schedules when they are due, as EventBridge Scheduler does: without waiting for the one
 * before, and again, after twice as long each time, if one fails. What was due while the stack was down is not made up for.
 */
public final class ScheduleClock implements AutoCloseable {
    /** Lambda's longest Timeout. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** A machine that slept is told late of the time that passed; it is asked for at least this often. */
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(30);

    private final Functions functions;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("schedule-clock").factory());

    /** Begins at once; a rate counts from now on. */
    public ScheduleClock(Collection<Schedule> schedules, Functions functions, Clock clock) {
        this.functions = functions;
        this.clock = clock;
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        Instant began = clock.instant();
        schedules.stream().filter(Schedule::enabled).forEach(schedule -> await(schedule, began));
    }

    private void await(Schedule schedule, Instant last) {
        schedule.expression().after(last).ifPresent(due -> sleep(schedule, due));
    }

    private void sleep(Schedule schedule, Instant due) {
        Duration left = Duration.between(clock.instant(), due);
        Duration pause = left.compareTo(LONGEST_SLEEP) < 0 ? left : LONGEST_SLEEP;
        var _ = timer.schedule(
                () -> {
                    if (clock.instant().isBefore(due)) {
                        sleep(schedule, due);
                    } else {
                        send(schedule, due, UUID.randomUUID(), 1);
                        // Of several times that a sleeping machine has missed, one is enough.
                        Instant now = clock.instant();
                        Duration late = Duration.between(due, now);
                        await(schedule, late.compareTo(LONGEST_SLEEP) > 0 ? now : due);
                    }
                },
                Math.max(0, pause.toMillis()),
                TimeUnit.MILLISECONDS);
    }

    private void send(Schedule schedule, Instant due, UUID execution, int attempt) {
        var _ = Thread.ofVirtual().name("schedule-" + schedule.name()).start(() -> {
            byte[] event = DirectRuns.run(schedule, due.truncatedTo(ChronoUnit.SECONDS), execution, attempt)
                    .event();
            try {
                Outcome outcome = functions.invoke(
                        schedule.function(), event, ClientRequest.newTraceId(clock.instant()), PATIENCE);
                if (!(outcome instanceof Outcome.Answered)) {
                    again(schedule, due, execution, attempt);
                }
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void again(Schedule schedule, Instant due, UUID execution, int attempt) {
        if (attempt > schedule.retries()) {
            functions.log(
                    schedule.function(),
                    "schedule %s of %s failed %d times; on AWS its event would be in the dead-letter queue now"
                            .formatted(schedule.name(), due, attempt));
            return;
        }
        long pause =
                Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(attempt - 1, Integer.SIZE - 1));
        if (!timer.isShutdown()) {
            var _ = timer.schedule(() -> send(schedule, due, execution, attempt + 1), pause, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
