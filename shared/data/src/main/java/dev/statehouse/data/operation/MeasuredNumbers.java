package dev.statehouse.data.operation;

import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/**
 * The numbers of one run of the monitor.
 *
 * @param status healthy, degraded or failing
 * @param metrics numbers by name; objects of numbers where a metric has parts
 */
@Introspected
@MappedEntity("measurements")
public record MeasuredNumbers(@Id Instant measuredAt, String status, Json metrics) {}
