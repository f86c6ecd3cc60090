package dev.statehouse.data.identity;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Login sessions of people: the truth, of which Redis remembers a part. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface UserSessions extends GenericRepository<UserSession, UUID> {

    @Query("""
            INSERT INTO user_sessions (id, user_id, token_sha256, device, address, last_seen_at, expires_at, ends_at)
            VALUES (:id, :userId, :tokenSha256, :device, :address, :now, :expiresAt, :endsAt)
            """)
    void insert(
            UUID id,
            UUID userId,
            byte[] tokenSha256,
            String device,
            String address,
            Instant now,
            Instant expiresAt,
            Instant endsAt);

    /**
     * Those of a person that can be used, newest first.
     *
     * @param before id of the last row of the page before; null for the first page
     */
    @Query("SELECT " + UserSession.COLUMNS + """

            FROM user_sessions
            WHERE user_id = :userId AND revoked_at IS NULL AND expires_at > :now
              AND (CAST(:before AS uuid) IS NULL OR id < CAST(:before AS uuid))
            ORDER BY id DESC
            LIMIT :rows
            """)
    List<UserSession> list(UUID userId, Instant now, @Nullable UUID before, int rows);

    /** Whether a person logged in from this address, and no longer ago. */
    @Query("""
            SELECT EXISTS (SELECT FROM user_sessions
                           WHERE user_id = :userId AND address = :address AND created_at > :since)
            """)
    boolean isKnown(UUID userId, String address, Instant since);

    /** Empty if the person has no such session that could still be used. */
    @Query("""
            UPDATE user_sessions
            SET revoked_at = :now, updated_at = :now
            WHERE id = :id AND user_id = :userId AND revoked_at IS NULL AND expires_at > :now
            RETURNING\s""" + UserSession.COLUMNS)
    List<UserSession> revoke(UUID userId, UUID id, Instant now);

    /**
     * Ends all sessions of a person that could still be used.
     *
     * @param except the one that stays; null for none
     * @return those that were ended
     */
    @Query("""
            UPDATE user_sessions
            SET revoked_at = :now, updated_at = :now
            WHERE user_id = :userId AND revoked_at IS NULL AND expires_at > :now
              AND (CAST(:except AS uuid) IS NULL OR id <> CAST(:except AS uuid))
            RETURNING\s""" + UserSession.COLUMNS)
    List<UserSession> revokeAll(UUID userId, @Nullable UUID except, Instant now);

    /**
     * Writes a refused login into its person's log.
     *
     * @param userId null for a name that is nobody's
     * @return true
     */
    @Query("SELECT record_refused_login(:userId)")
    boolean refuse(@Nullable UUID userId);
}
