package dev.statehouse.data.operation;

import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/**
 * What a run of the monitor came to.
 *
 * @param ageSeconds by the database's clock
 * @param status healthy, degraded or failing
 * @param reasons a JSON list of {@link HealthReason}
 * @param notMeasured a JSON list of {@link NotMeasured}
 */
@Introspected
@MappedEntity("measurements")
public record Measurement(@Id Instant measuredAt, double ageSeconds, String status, Json reasons, Json notMeasured) {}
