package dev.statehouse.data.credential;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the bound workspace knows of its credentials; their values are behind {@link EncryptedCredentials}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Credentials extends GenericRepository<Credential, UUID> {

    @Query("SELECT " + Credential.COLUMNS + " FROM visible_credentials WHERE id = :id")
    @Nullable
    Credential find(UUID id);

    /**
     * Newest first.
     *
     * @param workspaceId the bound workspace again, for the planner alone
     * @param provider null for any
     * @param scopes credentials that have all of these; null for any
     * @param before id of the last row of the page before; null for the first page
     */
    @Query("SELECT " + Credential.COLUMNS + """

             FROM visible_credentials
            WHERE workspace_id = :workspaceId
              AND (CAST(:provider AS text) IS NULL OR provider = CAST(:provider AS text))
              AND (CAST(:scopes AS text[]) IS NULL OR scopes @> CAST(:scopes AS text[]))
              AND (CAST(:before AS uuid) IS NULL OR id < CAST(:before AS uuid))
            ORDER BY id DESC
            LIMIT :rows
            """)
    List<Credential> list(
            UUID workspaceId, @Nullable String provider, String @Nullable [] scopes, @Nullable UUID before, int rows);

    @Query("""
            INSERT INTO credentials (workspace_id, id, provider, name, scopes, key_name, ciphertext, expires_at)
            VALUES ((SELECT current_workspace()), :id, :provider, :name, CAST(:scopes AS text[]), :keyName, :ciphertext,
                    CAST(:expiresAt AS timestamptz))
            RETURNING\s""" + Credential.COLUMNS)
    List<Credential> insert(
            UUID id,
            String provider,
            String name,
            String[] scopes,
            String keyName,
            byte[] ciphertext,
            @Nullable Instant expiresAt);

    /**
     * Changes what is not null.
     *
     * @param expected revision that the caller read; null for any
     * @param keyName null to keep the value, whatever {@code ciphertext} is
     * @param expires whether {@code expiresAt} is to be set, to null too
     * @return the changed credential, or nothing if it is not there or has another revision
     */
    @Query("""
            UPDATE credentials
            SET name = coalesce(CAST(:name AS text), name),
                scopes = coalesce(CAST(:scopes AS text[]), scopes),
                key_name = coalesce(CAST(:keyName AS text), key_name),
                ciphertext = CASE WHEN CAST(:keyName AS text) IS NULL THEN ciphertext ELSE CAST(:ciphertext AS bytea) END,
                expires_at = CASE WHEN :expires THEN CAST(:expiresAt AS timestamptz) ELSE expires_at END,
                revision = revision + 1,
                updated_at = now()
            WHERE id = :id AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
            RETURNING\s""" + Credential.COLUMNS)
    List<Credential> change(
            UUID id,
            @Nullable Integer expected,
            @Nullable String name,
            String @Nullable [] scopes,
            @Nullable String keyName,
            byte[] ciphertext,
            boolean expires,
            @Nullable Instant expiresAt);

    /** {@return the deleted credential, or nothing if it is not there or has another revision} */
    @Query("""
            DELETE FROM credentials
            WHERE id = :id AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
            RETURNING\s""" + Credential.COLUMNS)
    List<Credential> delete(UUID id, @Nullable Integer expected);

    /**
     * Notes that the value was given out.
     *
     * @param usedBy the caller's API key, login session or token issuer
     * @return the credential, or nothing if it is gone
     */
    @Query("""
            UPDATE credentials
            SET last_used_at = now(), last_used_by = :usedBy
            WHERE id = :id
            RETURNING\s""" + Credential.COLUMNS)
    List<Credential> use(UUID id, UUID usedBy);

    /** Writes the use down in the audit log. */
    @Query("SELECT record_credential_use(:id)")
    boolean logUse(UUID id);
}
