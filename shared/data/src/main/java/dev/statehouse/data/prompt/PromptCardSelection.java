package dev.statehouse.data.prompt;

import dev.statehouse.data.Json;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which cards of a workspace.
 *
 * @param workspaceId the bound workspace again, for the planner alone: it knows how large this one is, and would take an
 *     unknown one for an average one, which reads far too many rows of a large one
 * @param active false for the deleted ones
 * @param projectId null for all projects
 * @param tags cards that have all of these; null for any
 * @param variables JSON that the card's variables contain; null for any
 * @param metadata JSON that the card's metadata contains; null for any
 */
@SuppressWarnings("ArrayRecordComponent") // A statement's parameter, never compared.
public record PromptCardSelection(
        UUID workspaceId,
        boolean active,
        @Nullable UUID projectId,
        String @Nullable [] tags,
        @Nullable Json variables,
        @Nullable Json metadata) {}
