package dev.statehouse.data.project;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which issues of a project.
 *
 * @param workspaceId the bound workspace again, for the planner alone, as in a {@code PromptCardSelection}
 * @param active false for the deleted ones
 * @param state null for any
 * @param labels issues that have all of these; null for any
 */
@SuppressWarnings("ArrayRecordComponent") // A statement's parameter, never compared.
public record IssueSelection(
        UUID workspaceId,
        UUID projectId,
        boolean active,
        @Nullable String state,
        String @Nullable [] labels) {}
