package dev.statehouse.data.workspace;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The API keys of the bound workspace. What changes one answers its prefix, by which Redis must forget it. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface WorkspaceKeys extends GenericRepository<WorkspaceKey, UUID> {

    @Query("SELECT " + WorkspaceKey.COLUMNS + " FROM api_keys WHERE id = :id")
    @Nullable
    WorkspaceKey find(UUID id);

    /** To be changed in this transaction. */
    @Query("SELECT " + WorkspaceKey.COLUMNS + " FROM api_keys WHERE id = :id FOR UPDATE")
    @Nullable
    WorkspaceKey lock(UUID id);

    /** Newest first. */
    @Query("SELECT " + WorkspaceKey.COLUMNS + """

            FROM api_keys
            WHERE CAST(:before AS uuid) IS NULL OR id < CAST(:before AS uuid)
            ORDER BY id DESC
            LIMIT :rows
            """)
    List<WorkspaceKey> list(@Nullable UUID before, int rows);

    @Query("SELECT count(*) FROM api_keys WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())")
    int countUsable();

    /** Whether an instant lies ahead by at most ten years. */
    @Query(
            "SELECT CAST(:instant AS timestamptz) > now() AND CAST(:instant AS timestamptz) <= now() + interval '10 years'")
    boolean isAhead(Instant instant);

    @Query("SELECT (revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())) FROM api_keys WHERE id = :id")
    boolean isUsable(UUID id);

    /**
     * Whether a credential was good for less than its bearer says, by now.
     *
     * @param credentialId a key, a session or an issuer of tokens
     * @param personId who acts with it; null for nobody
     * @param enough roles of which the person must have one
     */
    @Query("""
            SELECT EXISTS (SELECT FROM api_keys k
                           WHERE k.id = :credentialId AND (k.revoked_at IS NOT NULL OR k.expires_at <= now()))
                OR EXISTS (SELECT FROM user_sessions s
                           WHERE s.id = :credentialId AND (s.revoked_at IS NOT NULL OR s.expires_at <= now()))
                OR EXISTS (SELECT FROM token_issuers i WHERE i.id = :credentialId AND NOT i.active)
                OR (CAST(:personId AS uuid) IS NOT NULL
                    AND NOT EXISTS (SELECT FROM memberships m
                                    WHERE m.user_id = CAST(:personId AS uuid) AND m.role = ANY (CAST(:enough AS text[]))))
            """)
    boolean hasEnded(UUID credentialId, @Nullable UUID personId, String[] enough);

    /**
     * Makes a key, and answers its row.
     *
     * @param scopes null for all that the role allows
     */
    @Query("""
            INSERT INTO api_keys (workspace_id, id, name, prefix, secret_sha256, role, scopes, user_id, expires_at)
            VALUES ((SELECT current_workspace()), :id, :name, :prefix, :secretSha256, :role, CAST(:scopes AS text[]),
                    CAST(:userId AS uuid), CAST(:expiresAt AS timestamptz))
            RETURNING\s""" + WorkspaceKey.COLUMNS)
    List<WorkspaceKey> insert(
            UUID id,
            String name,
            String prefix,
            byte[] secretSha256,
            String role,
            String @Nullable [] scopes,
            @Nullable UUID userId,
            @Nullable Instant expiresAt);

    @Query("UPDATE api_keys SET name = :name, updated_at = now() WHERE id = :id RETURNING " + WorkspaceKey.COLUMNS)
    List<WorkspaceKey> rename(UUID id, String name);

    /** Revokes it, unless it is revoked already. */
    @Query("""
            UPDATE api_keys
            SET revoked_at = coalesce(revoked_at, now()), updated_at = now()
            WHERE id = :id
            RETURNING prefix
            """)
    List<String> revoke(UUID id);

    /** Lets it be used for some time yet, or less where it ends sooner. */
    @Query("""
            UPDATE api_keys
            SET replaced_by = :replacement, updated_at = now(),
                expires_at = least(expires_at, now() + make_interval(secs => :overlapSeconds))
            WHERE id = :id
            RETURNING prefix
            """)
    List<String> replace(UUID id, UUID replacement, int overlapSeconds);

    /** Revokes what acts for a member who leaves; from then on it acts for nobody. */
    @Query("""
            UPDATE api_keys
            SET revoked_at = coalesce(revoked_at, now()), user_id = NULL, updated_at = now()
            WHERE user_id = :userId
            RETURNING prefix
            """)
    List<String> takeFrom(UUID userId);

    /**
     * Lowers what acts for a member to the member's own new role.
     *
     * @param above the roles above that one
     */
    @Query("""
            UPDATE api_keys
            SET role = :role, updated_at = now()
            WHERE user_id = :userId AND role = ANY (CAST(:above AS text[]))
            RETURNING prefix
            """)
    List<String> lower(UUID userId, String role, String[] above);
}
