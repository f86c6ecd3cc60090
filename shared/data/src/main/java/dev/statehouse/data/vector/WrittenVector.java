package dev.statehouse.data.vector;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What came of a vector that was added.
 *
 * @param embeddingStatus {@code ready} if it came with its numbers, else {@code pending}; null if it will have none
 */
@Introspected
@MappedEntity("vectors")
public record WrittenVector(@Id UUID id, @Nullable String embeddingStatus, Instant createdAt) {}
