package dev.statehouse.data.idempotency;

import dev.statehouse.data.Json;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The answers kept for the callers of the bound workspace. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface IdempotencyKeys extends GenericRepository<KeptAnswer, String> {

    /**
     * Takes the key for this transaction, without waiting.
     *
     * <p>A transaction's advisory lock, which no pooled proxy pins on; two keys of one hash only wait for each other.
     *
     * @return false while another transaction has it
     */
    @Query("SELECT pg_try_advisory_xact_lock(hashtextextended(:key, 0))")
    boolean lock(String key);

    @Query("""
            SELECT key, request_sha256, status, headers, body
            FROM idempotency_keys
            WHERE workspace_id = (SELECT current_workspace()) AND caller_id = :callerId AND key = :key
            """)
    @Nullable
    KeptAnswer find(UUID callerId, String key);

    @Query("""
            INSERT INTO idempotency_keys (workspace_id, caller_id, key, request_sha256, status, headers, body)
            VALUES (:workspaceId, :callerId, :key, :requestSha256, :status, CAST(:headers AS jsonb), :body)
            """)
    void insert(
            UUID workspaceId, UUID callerId, String key, byte[] requestSha256, int status, Json headers, byte[] body);
}
