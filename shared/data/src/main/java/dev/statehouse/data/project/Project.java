package dev.statehouse.data.project;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/**
 * A project.
 *
 * @param slug unique in the workspace
 */
@Introspected
@MappedEntity("projects")
public record Project(@Id UUID id, String slug, String name, Instant createdAt, Instant updatedAt) {

    static final String COLUMNS = "id, slug, name, created_at, updated_at";
}
