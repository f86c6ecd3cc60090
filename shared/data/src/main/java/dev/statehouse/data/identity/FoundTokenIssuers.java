package dev.statehouse.data.identity;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Issuers of tokens as the authorizer sees them: the one that a token is to be checked by. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface FoundTokenIssuers extends GenericRepository<FoundTokenIssuer, UUID> {

    /**
     * The active issuer of the workspace that has this name and one of these audiences; of several the one with the least
     * role. If none has such an audience, one of this name with another; null if there is none, or no such workspace.
     *
     * @param workspaceId that the request names; null if it names a slug
     * @param slug that the request names; null if it names an id
     */
    @Query("""
            SELECT id, issuer, audience, algorithms, required_scope, jwks_url, role, scopes, workspace_id, plan
            FROM find_token_issuer(:workspaceId, :slug, :issuer, CAST(:audiences AS text[]))
            """)
    @Nullable
    FoundTokenIssuer find(@Nullable UUID workspaceId, @Nullable String slug, String issuer, String[] audiences);

    /**
     * Writes into the workspace's audit log that a token was refused which the issuer signed, at most once a minute of one
     * issuer and reason; what is left out is counted.
     *
     * @param operation that was asked for
     * @return whether it was written
     */
    @Query("SELECT note_denied_token(:workspaceId, :id, :subject, :address, :operation, :reason)")
    boolean noteDenied(UUID workspaceId, UUID id, String subject, String address, String operation, String reason);
}
