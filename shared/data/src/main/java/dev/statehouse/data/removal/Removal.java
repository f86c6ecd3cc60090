package dev.statehouse.data.removal;

import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a project, a workspace or a person is removed for good, and what came of it.
 *
 * @param id shows it to whoever knows it
 * @param kind project, workspace or user
 * @param state pending, running, failed (and tried again) or completed
 * @param removed how much went so far: a JSON object of numbers by name, by kind of place
 * @param receipt once it is completed
 * @param receiptSha256 of the receipt as canonical JSON (RFC 8785), in hexadecimal digits
 */
@Introspected
@MappedEntity("removals")
public record Removal(
        @Id UUID id,
        String kind,
        UUID subjectId,
        String state,
        Json removed,
        @Nullable Json receipt,
        @Nullable String receiptSha256,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLUMNS = "id, kind, subject_id, state, counts AS removed, receipt, receipt_sha256, started_at,"
            + " finished_at, created_at, updated_at";
}
