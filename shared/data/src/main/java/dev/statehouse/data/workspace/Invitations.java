package dev.statehouse.data.workspace;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The invitations of the bound workspace. Open is one that was neither accepted nor revoked. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Invitations extends GenericRepository<Invitation, UUID> {

    /** Where the invitation of a token is. */
    @io.micronaut.core.annotation.Introspected
    @io.micronaut.data.annotation.MappedEntity("invitations")
    record Place(@io.micronaut.data.annotation.Id UUID id, UUID workspaceId) {}

    /** Outside of any workspace; null if no invitation has this token. */
    @Query("SELECT workspace_id, id FROM find_invitation(:tokenSha256)")
    @Nullable
    Place placeOf(byte[] tokenSha256);

    /** Newest first. */
    @Query("SELECT " + Invitation.COLUMNS + """

            FROM invitations
            WHERE CAST(:before AS uuid) IS NULL OR id < CAST(:before AS uuid)
            ORDER BY id DESC
            LIMIT :rows
            """)
    List<Invitation> list(@Nullable UUID before, int rows);

    /** To be changed in this transaction. */
    @Query("SELECT " + Invitation.COLUMNS + " FROM invitations WHERE id = :id FOR UPDATE")
    @Nullable
    Invitation lock(UUID id);

    /** The open invitation of an address, ignoring case. */
    @Query("SELECT " + Invitation.COLUMNS + """

            FROM invitations
            WHERE lower(email) = lower(:email) AND accepted_at IS NULL AND revoked_at IS NULL
            FOR UPDATE
            """)
    @Nullable
    Invitation lockOpen(String email);

    @Query("SELECT count(*) FROM invitations WHERE accepted_at IS NULL AND revoked_at IS NULL AND expires_at > now()")
    int countOpen();

    /** Invites, or sends an open invitation of the address anew: with another token, role and end. */
    @Query("""
            INSERT INTO invitations (workspace_id, id, email, role, token_sha256, invited_by, expires_at)
            VALUES ((SELECT current_workspace()), :id, :email, :role, :tokenSha256, (SELECT current_person()),
                    now() + make_interval(days => :days))
            ON CONFLICT (workspace_id, lower(email)) WHERE accepted_at IS NULL AND revoked_at IS NULL
            DO UPDATE SET email = EXCLUDED.email, role = EXCLUDED.role, token_sha256 = EXCLUDED.token_sha256,
                          invited_by = EXCLUDED.invited_by, expires_at = EXCLUDED.expires_at, updated_at = now()
            RETURNING\s""" + Invitation.COLUMNS)
    List<Invitation> insert(UUID id, String email, String role, byte[] tokenSha256, int days);

    /** Whether the person proved that the address is theirs. */
    @Query("""
            SELECT EXISTS (
                SELECT FROM users
                WHERE id = :personId AND deleted_at IS NULL AND email_verified_at IS NOT NULL
                  AND lower(email) = lower(:email))
            """)
    boolean isTheirs(UUID personId, String email);

    /** {@return 0 if it is over or no longer open, else 1} */
    @Query("""
            UPDATE invitations
            SET accepted_at = now(), updated_at = now()
            WHERE id = :id AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > now()
            """)
    int accept(UUID id);

    @Query("UPDATE invitations SET revoked_at = coalesce(revoked_at, now()), updated_at = now() WHERE id = :id")
    void revoke(UUID id);
}
