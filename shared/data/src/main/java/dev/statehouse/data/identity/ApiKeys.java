package dev.statehouse.data.identity;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** API keys as the authorizer sees them: one, by its public prefix, before any workspace is known. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface ApiKeys extends GenericRepository<ApiKey, UUID> {

    /**
     * One flight, in which the key's use is noted too, at most once a minute.
     *
     * @param sha256 of the key that was shown; nothing is noted of a wrong one
     */
    @Query("""
            SELECT id, secret_sha256, expires_at, revoked_at, scopes, user_id, role, workspace_id, workspace_slug, plan
            FROM find_api_key(:prefix, :sha256)
            """)
    @Nullable
    ApiKey find(String prefix, byte[] sha256);

    /**
     * Writes into its workspace's audit log that the key was refused, at most once a minute of one key and reason; what is left
     * out is counted.
     *
     * @param operation that was asked for
     * @return whether it was written: not of a valid key, nor if the digest is another's
     */
    @Query("SELECT note_denied_key(:workspaceId, :id, :sha256, :address, :operation)")
    boolean noteDenied(UUID workspaceId, UUID id, byte[] sha256, String address, String operation);

    /**
     * The same of a valid key that was shown for another workspace than its own.
     *
     * @return whether it was written: not if the digest is another's
     */
    @Query("SELECT note_misdirected_key(:workspaceId, :id, :sha256, :address, :operation)")
    boolean noteMisdirected(UUID workspaceId, UUID id, byte[] sha256, String address, String operation);
}
