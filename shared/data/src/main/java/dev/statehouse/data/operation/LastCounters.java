package dev.statehouse.data.operation;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;

/**
 * Where the counters stood at the monitor's last run.
 *
 * @param counters a JSON object
 * @param firstMeasuredAt time of the oldest run that is kept
 */
@Introspected
public record LastCounters(String counters, Instant measuredAt, Instant firstMeasuredAt) {}
