package dev.statehouse.data.knowledge;

import dev.statehouse.data.Json;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a workspace; null for any.
 *
 * @param workspaceId the bound workspace again, for the planner alone, as in a {@code PromptCardSelection}
 * @param active false for the deleted ones
 * @param tags entries that have all of these
 * @param language letter by letter
 * @param metadata JSON that the entry's metadata contains
 */
@SuppressWarnings("ArrayRecordComponent") // A statement's parameter, never compared.
public record KnowledgeSelection(
        UUID workspaceId,
        boolean active,
        @Nullable UUID projectId,
        String @Nullable [] tags,
        @Nullable String language,
        @Nullable String sourceType,
        @Nullable String state,
        @Nullable Json metadata) {

    /** All that are there. */
    public static KnowledgeSelection all(UUID workspaceId) {
        return new KnowledgeSelection(workspaceId, true, null, null, null, null, null, null);
    }
}
