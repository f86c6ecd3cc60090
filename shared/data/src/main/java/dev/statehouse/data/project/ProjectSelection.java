package dev.statehouse.data.project;

import dev.statehouse.data.Json;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which projects of a workspace.
 *
 * @param workspaceId the bound workspace again, for the planner alone, as in a {@code PromptCardSelection}
 * @param active false for the deleted ones
 * @param labels JSON that the project's labels contain; null for any
 * @param settings JSON that the project's settings contain; null for any
 */
public record ProjectSelection(
        UUID workspaceId,
        boolean active,
        @Nullable Json labels,
        @Nullable Json settings) {}
