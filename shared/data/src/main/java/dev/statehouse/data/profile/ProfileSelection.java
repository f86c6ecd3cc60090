package dev.statehouse.data.profile;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which profiles of a workspace.
 *
 * @param workspaceId the bound workspace again, for the planner alone, as in a {@code PromptCardSelection}
 * @param active false for the deleted ones
 * @param identityId null for those of all identities
 * @param switchedOn null for both those that are switched on and those that are not
 */
public record ProfileSelection(
        UUID workspaceId,
        boolean active,
        @Nullable UUID identityId,
        @Nullable Boolean switchedOn) {}
