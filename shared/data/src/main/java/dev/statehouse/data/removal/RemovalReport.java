package dev.statehouse.data.removal;

import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A removal as operators are shown it.
 *
 * @param workspaceId of a project, or the workspace itself; null of a person
 * @param failures since the last step that was made
 * @param error of the last of them; null if there is none
 * @param dueAt when its next step is made
 */
@Introspected
@MappedEntity("removals")
public record RemovalReport(
        @Id UUID id,
        String kind,
        UUID subjectId,
        @Nullable UUID workspaceId,
        String state,
        Json removed,
        int failures,
        @Nullable String error,
        Instant dueAt,
        @Nullable Json receipt,
        @Nullable String receiptSha256,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        Instant createdAt,
        Instant updatedAt) {}
