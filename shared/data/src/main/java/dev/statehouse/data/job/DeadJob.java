package dev.statehouse.data.job;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/**
 * A job that was given up.
 *
 * @param lastError why
 */
@Introspected
@MappedEntity("dead_jobs")
public record DeadJob(@Id UUID id, String kind, int attempt, int lapses, String lastError, Instant diedAt) {

    static final String COLUMNS = "id, kind, attempt, lapses, last_error, died_at";
}
