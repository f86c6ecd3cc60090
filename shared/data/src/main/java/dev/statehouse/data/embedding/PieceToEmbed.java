package dev.statehouse.data.embedding;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/**
 * A piece that wants a vector.
 *
 * @param modelId of which model
 * @param content with its title, if it has one
 */
@Introspected
@MappedEntity("embeddings")
public record PieceToEmbed(@Id UUID chunkId, UUID modelId, String content) {}
