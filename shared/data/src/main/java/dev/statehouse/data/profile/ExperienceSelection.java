package dev.statehouse.data.profile;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which experiences of a workspace.
 *
 * @param workspaceId the bound workspace again, for the planner alone, as in a {@code PromptCardSelection}
 * @param active false for the deleted ones
 * @param identityId null for those of all identities
 * @param tags experiences that have all of these; null for any
 */
@SuppressWarnings("ArrayRecordComponent") // A statement's parameter, never compared.
public record ExperienceSelection(
        UUID workspaceId, boolean active, @Nullable UUID identityId, String @Nullable [] tags) {}
