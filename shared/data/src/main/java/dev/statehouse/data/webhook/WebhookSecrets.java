package dev.statehouse.data.webhook;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The secrets of the bound workspace's webhooks: the application adds them, and the worker reads them and puts them under new keys. */
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

    /** How many each key encrypts, by its name; at most 100 keys. */
    @Query("SELECT key_name, secrets FROM webhook_secret_keys()")
    List<SecretKeyUse> keys();

    /**
     * Those that another key encrypts, by id. For the worker's role alone.
     *
     * @param after id of the last row of the batch before; null for the first batch
     */
    @Query("""
            SELECT id, key_name, ciphertext
            FROM webhook_secrets
            WHERE key_name <> :keyName AND (CAST(:after AS uuid) IS NULL OR id > CAST(:after AS uuid))
            ORDER BY id
            LIMIT :rows
            """)
    List<WebhookSecret> underOtherKeys(String keyName, @Nullable UUID after, int rows);

    /**
     * Puts the same secret under another key, unless somebody else did since it was read. For the worker's role alone.
     *
     * @return the id, or nothing if it changed
     */
    @Query("""
            UPDATE webhook_secrets
            SET key_name = :keyName, ciphertext = :ciphertext
            WHERE id = :id AND key_name = :oldKeyName
            RETURNING id
            """)
    List<UUID> reencrypt(UUID id, String oldKeyName, String keyName, byte[] ciphertext);
}
