package dev.statehouse.data.prompt;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.MappedProperty;
import java.time.Instant;

/**
 * A name that points at a version of a card.
 *
 * @param version number of the version
 * @param revision moves with every change; the ETag, by which the label is compared and set
 */
@Introspected
@MappedEntity("prompt_labels")
public record PromptLabel(
        @Id String name,
        @MappedProperty("version_number") int version,
        int revision,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLUMNS = "name, version_number, revision, created_at, updated_at";
}
