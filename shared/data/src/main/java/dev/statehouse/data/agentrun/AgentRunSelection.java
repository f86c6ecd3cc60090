package dev.statehouse.data.agentrun;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which runs.
 *
 * @param workspaceId the bound workspace again, for the planner alone, as in a {@code PromptCardSelection}
 * @param active false for the deleted ones
 * @param status null for any; so the others
 */
public record AgentRunSelection(
        UUID workspaceId,
        boolean active,
        @Nullable String status,
        @Nullable UUID projectId,
        @Nullable UUID issueId,
        @Nullable UUID promptVersionId) {}
