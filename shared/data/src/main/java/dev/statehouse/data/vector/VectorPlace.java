package dev.statehouse.data.vector;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A conversation or a message that vectors may be of.
 *
 * @param id of either
 * @param conversationId of the message's conversation, or the conversation itself
 * @param projectId of the conversation, and so is its visibility
 */
@Introspected
@MappedEntity("conversations")
public record VectorPlace(
        @Id UUID id, UUID conversationId, @Nullable UUID projectId, String visibility) {}
