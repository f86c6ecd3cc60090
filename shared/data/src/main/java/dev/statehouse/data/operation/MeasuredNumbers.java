package dev.statehouse.data.operation;

import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;

/**
 * The numbers of one run of the monitor.
 *
 * @param status healthy, degraded or failing
 * @param metrics numbers by name; objects of numbers where a metric has parts
 */
@Introspected
public record MeasuredNumbers(Instant measuredAt, String status, Json metrics) {}
