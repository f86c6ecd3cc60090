package dev.statehouse.data.vector;

import dev.statehouse.data.Json;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which vectors of a workspace; null for any.
 *
 * @param workspaceId the bound workspace again, for the planner alone, as in a {@code PromptCardSelection}
 * @param active false for the deleted ones
 * @param projectId of the vector, or of its conversation
 * @param tags vectors that have all of these
 * @param metadata JSON that the vector's metadata contains
 */
@SuppressWarnings("ArrayRecordComponent") // A statement's parameter, never compared.
public record VectorSelection(
        UUID workspaceId,
        boolean active,
        @Nullable UUID conversationId,
        @Nullable UUID messageId,
        @Nullable UUID projectId,
        @Nullable UUID modelId,
        String @Nullable [] tags,
        @Nullable Json metadata) {}
