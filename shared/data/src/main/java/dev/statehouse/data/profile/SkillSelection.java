package dev.statehouse.data.profile;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which skills of a workspace.
 *
 * @param workspaceId the bound workspace again, for the planner alone, as in a {@code PromptCardSelection}
 * @param active false for the deleted ones
 * @param identityId null for those of all identities
 * @param category letter by letter; null for any
 */
public record SkillSelection(
        UUID workspaceId,
        boolean active,
        @Nullable UUID identityId,
        @Nullable String category) {}
