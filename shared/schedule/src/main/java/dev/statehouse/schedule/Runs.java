package dev.statehouse.schedule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.statehouse.data.DataError;
import dev.statehouse.data.Json;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.operation.RunStart;
import dev.statehouse.data.operation.ScheduledRuns;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the rows of runs, and holds that each due time is served once. Thread-safe. */
@Singleton
final class Runs {

    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
    static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final Workspaces workspaces;
    private final ScheduledRuns rows;
    private final Clock clock;

    Runs(Workspaces workspaces, ScheduledRuns rows, Clock clock) {
        this.workspaces = workspaces;
        this.rows = rows;
        this.clock = clock;
    }

    /** What an event is answered. */
    record Answer(String outcome, @Nullable Object counts) {}

    /**
     * Serves an event.
     *
     * @param lifetime after which nothing of this run is left
     * @param time that the operation has of it
     * @throws IllegalArgumentException if the operation has no dry run or can't be nudged, and that is asked for
     * @throws java.time.DateTimeException if the due time is no instant
     */
    Answer serve(Operation operation, ScheduleEvent event, Duration lifetime, Duration time) {
        if (event.dryRun() && !operation.hasDryRun()) {
            throw new IllegalArgumentException(operation.function() + " has no dry run");
        }
        if (event.nudge() && !operation.canBeNudged()) {
            throw new IllegalArgumentException(
                    operation.function() + " can't be nudged: it runs by its schedule or by hand");
        }
        Run run =
                new Run(event.dueOr(clock.instant()).truncatedTo(ChronoUnit.MICROS), event.dryRun(), Deadline.in(time));
        if (event.nudge()) {
            return new Answer("succeeded", operation.run(run));
        }
        RunStart start = workspaces.statementOutside(() -> rows.begin(
                operation.function(),
                run.dueAt(),
                event.execution(),
                operation.isAlone(),
                run.dryRun(),
                lifetime.toMillis()));
        if (!start.answer().equals(RunStart.BEGUN)) {
            LOG.info("{} of {} is {}", operation.function(), run.dueAt(), start.answer());
            return new Answer(start.answer(), null);
        }
        return attempt(operation, run, Objects.requireNonNull(start.attempt()));
    }

    private Answer attempt(Operation operation, Run run, int attempt) {
        Object counts;
        try {
            counts = operation.run(run);
        } catch (OperationFailed partly) {
            end(operation, run, attempt, "failed", partly.counts(), partly.getMessage());
            throw partly;
        } catch (RuntimeException | Error failure) {
            end(operation, run, attempt, "failed", null, describe(failure));
            throw failure;
        }
        end(operation, run, attempt, "succeeded", counts, null);
        return new Answer("succeeded", counts);
    }

    // Messages of drivers and libraries may hold values; ours do not.
    private static String describe(Throwable failure) {
        return failure instanceof DataError known
                ? known.kind() + ": " + known.getMessage()
                : failure.getClass().getSimpleName();
    }

    // A run whose end can't be written stands as running until it counts as lost, which is seen.
    private void end(
            Operation operation,
            Run run,
            int attempt,
            String outcome,
            @Nullable Object counts,
            @Nullable String error) {
        try {
            boolean counted = workspaces.statementOutside(
                    () -> rows.end(operation.function(), run.dueAt(), attempt, outcome, json(counts), error));
            if (!counted) {
                LOG.warn("{} of {} {} after it was given up as lost", operation.function(), run.dueAt(), outcome);
            }
        } catch (DataError away) {
            LOG.error("{} of {} {}, which could not be written", operation.function(), run.dueAt(), outcome, away);
        }
    }

    private static @Nullable Json json(@Nullable Object counts) {
        try {
            return counts == null ? null : new Json(JSON.writeValueAsString(counts));
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("counts must be plain records", unwritable);
        }
    }
}
