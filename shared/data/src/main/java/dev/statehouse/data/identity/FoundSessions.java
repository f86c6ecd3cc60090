package dev.statehouse.data.identity;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Login sessions as the authorizer sees them: one, by its id, before any workspace is known. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface FoundSessions extends GenericRepository<FoundSession, UUID> {

    /**
     * One flight, in which the session's use is noted and its expiry moved on too, at most once a minute.
     *
     * @param sha256 of the token that was shown; nothing is noted of a wrong one
     * @param workspaceId that the request names; null if it names a slug or nothing
     * @param slug that the request names; null if it names an id or nothing
     */
    @Query("""
            SELECT id, token_sha256, expires_at, ends_at, revoked_at, user_id, workspace_id, role, plan
            FROM find_session(:id, :sha256, :workspaceId, :slug)
            """)
    @Nullable
    FoundSession find(UUID id, byte[] sha256, @Nullable UUID workspaceId, @Nullable String slug);

    /**
     * Writes into a workspace's audit log that its member's session was refused, at most once a minute of one session and
     * reason; what is left out is counted.
     *
     * @param workspaceId null, or one that is not the person's: then it is written into the log of the person's account
     * @param operation that was asked for
     * @return whether it was written: not of a valid session, nor if the digest is another's
     */
    @Query("SELECT note_denied_session(:workspaceId, :id, :sha256, :address, :operation)")
    boolean noteDenied(@Nullable UUID workspaceId, UUID id, byte[] sha256, String address, String operation);
}
