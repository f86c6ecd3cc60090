package dev.statehouse.data.identity;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the audit log is told of requests beyond a limit. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface LimitRefusals extends GenericRepository<ApiKey, UUID> {

    /**
     * Writes an entry for the latest of them, which tells how many were before it; if the log has one of this minute, all of
     * them are counted for the next.
     *
     * @param workspaceId null if they were a session's for none
     * @param via the kind of credential, as the log has it
     * @param subject whom a token is about
     * @param operation that was asked for at last
     * @param requests at least 1
     * @param since when the first of them was refused
     * @return whether there is an entry now
     */
    @Query("""
            SELECT note_limited(
                CAST(:workspaceId AS uuid), :via, :credentialId, CAST(:subject AS text), :address, :operation, :requests,
                CAST(:since AS timestamptz))
            """)
    boolean note(
            @Nullable UUID workspaceId,
            String via,
            UUID credentialId,
            @Nullable String subject,
            String address,
            String operation,
            long requests,
            Instant since);

    /**
     * Counts them for the credential's next entry.
     *
     * @return false if there is no such credential
     */
    @Query("""
            SELECT count_limited(
                CAST(:workspaceId AS uuid), :via, :credentialId, :requests, CAST(:since AS timestamptz))
            """)
    boolean count(@Nullable UUID workspaceId, String via, UUID credentialId, long requests, Instant since);
}
