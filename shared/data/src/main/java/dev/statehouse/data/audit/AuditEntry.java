package dev.statehouse.data.audit;

import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was done, or refused.
 *
 * @param transactionId what was done in one transaction has one
 * @param action insert, update, delete, purge, use, login or refuse
 * @param relation the table that it was done to; {@code operations} for what was refused
 * @param rowId key of the row without its workspace, its parts joined by slashes; or method and path, {@code *} for any
 * @param before the row, or of an update the columns that changed; a text beyond 2,000 characters as its length and SHA-256
 * @param after as {@code before}, of the new row; or the details of what is no change of a row. Of a refusal {@code reason}, and
 *     {@code omitted}: how many refusals of its credential before it were left out, the first of them at {@code since}
 * @param personId who did it; null if a key or a token that acts for nobody did
 * @param via key, session or token; null if no request stands behind it
 * @param subject whom the token was about that did it; null for keys and sessions
 * @param requestId as the gateway's access log has it
 */
@Introspected
@MappedEntity("audit_entries")
public record AuditEntry(
        @Id UUID id,
        UUID transactionId,
        String action,
        String relation,
        String rowId,
        @Nullable Json before,
        @Nullable Json after,
        @Nullable UUID personId,
        @Nullable String via,
        @Nullable UUID credentialId,
        @Nullable String subject,
        @Nullable String address,
        @Nullable String requestId,
        Instant createdAt) {

    static final String COLUMNS = "id, transaction_id, action, relation, row_id, before, after, person_id, via,"
            + " credential_id, subject, address, request_id, created_at";
}
