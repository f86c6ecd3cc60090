package dev.statehouse.data.operation;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A workspace whose pieces have a shard of their own, or will.
 *
 * @param state {@code waiting} for maintenance, {@code moving} or {@code promoted}
 * @param shard the shard's number; 0 while it waits
 * @param pieces how many it had when they were last counted
 * @param recall of the ten nearest pieces, the share that the index of its embedding model finds; null before it was measured
 */
@Introspected
@MappedEntity("search_spaces")
public record Promotion(
        @Id UUID workspaceId,
        String state,
        int shard,
        @Nullable Long pieces,
        @Nullable Float recall) {}
