package dev.statehouse.data.conversation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which conversations of a workspace.
 *
 * @param workspaceId the bound workspace again, for the planner alone, as in a {@code PromptCardSelection}
 * @param personId the bound person again; null if the caller acts for none
 * @param active false for the deleted ones
 * @param projectId null for any, in a project or not
 * @param ownerId null for anybody's
 */
public record ConversationSelection(
        UUID workspaceId,
        @Nullable UUID personId,
        boolean active,
        @Nullable UUID projectId,
        @Nullable UUID ownerId) {

    boolean hasOwn() {
        return personId != null && (ownerId == null || ownerId.equals(personId));
    }

    boolean hasOthers() {
        return personId == null || !personId.equals(ownerId);
    }
}
