package dev.statehouse.data.webhook;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The secrets of the bound workspace's webhooks: the application adds them, and the worker reads them. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface WebhookSecrets extends GenericRepository<WebhookSecret, UUID> {

    /**
     * Makes a secret the present one.
     *
     * @param until the one before signs as well
     * @return false if there is no such webhook
     */
    @Query("SELECT add_webhook_secret(:webhookId, :id, :keyName, :ciphertext, CAST(:until AS timestamptz))")
    boolean add(UUID webhookId, UUID id, String keyName, byte[] ciphertext, Instant until);

    /** Those that sign at a time, the present one first. For the worker's role alone. */
    @Query("""
            SELECT id, key_name, ciphertext
            FROM webhook_secrets
            WHERE webhook_id = :webhookId AND (expires_at IS NULL OR expires_at > CAST(:at AS timestamptz))
            ORDER BY expires_at DESC NULLS FIRST, id DESC
            LIMIT 2
            """)
    List<WebhookSecret> signing(UUID webhookId, Instant at);
}
