package dev.statehouse.data.operation;

import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of a due time of a function.
 *
 * @param execution as the schedule names it; null for a run by hand
 * @param attempt from 1 on
 * @param outcome running, succeeded, failed or lost
 * @param counts what the run did, in the function's own words; null until it ended
 * @param error why it failed
 */
@Introspected
@MappedEntity("scheduled_runs")
public record ScheduledRun(
        @Id String function,
        Instant dueAt,
        @Nullable String execution,
        int attempt,
        boolean dryRun,
        String outcome,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Json counts,
        @Nullable String error) {}
