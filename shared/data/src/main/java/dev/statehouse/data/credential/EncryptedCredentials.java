package dev.statehouse.data.credential;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The encrypted values of the bound workspace's credentials. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface EncryptedCredentials extends GenericRepository<EncryptedCredential, UUID> {

    @Query("SELECT id, key_name, ciphertext, expires_at, revision FROM credentials WHERE id = :id")
    @Nullable
    EncryptedCredential find(UUID id);

    /**
     * Those that another key encrypts, by id.
     *
     * @param after id of the last row of the batch before; null for the first batch
     */
    @Query("""
            SELECT id, key_name, ciphertext, expires_at, revision
            FROM credentials
            WHERE key_name <> :keyName AND (CAST(:after AS uuid) IS NULL OR id > CAST(:after AS uuid))
            ORDER BY id
            LIMIT :rows
            """)
    List<EncryptedCredential> underOtherKeys(String keyName, @Nullable UUID after, int rows);

    /**
     * Puts the same value under another key, unless the row changed since it was read.
     *
     * @return the id, or nothing if it changed
     */
    @Query("""
            UPDATE credentials
            SET key_name = :keyName, ciphertext = :ciphertext
            WHERE id = :id AND revision = :revision AND key_name = :oldKeyName
            RETURNING id
            """)
    List<UUID> reencrypt(UUID id, int revision, String oldKeyName, String keyName, byte[] ciphertext);

    /** How many credentials each key encrypts, by its name; at most 100 keys. */
    @Query("""
            SELECT key_name, count(*) AS credentials
            FROM credentials
            GROUP BY key_name
            ORDER BY key_name
            LIMIT 100
            """)
    List<KeyUse> keys();
}
