package dev.statehouse.data.identity;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Tokens that were sent by mail. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface UserTokens extends GenericRepository<UserToken, UUID> {

    @Query("""
            INSERT INTO user_tokens (id, user_id, purpose, email, token_sha256, expires_at)
            VALUES (:id, :userId, :purpose, :email, :tokenSha256, :expiresAt)
            """)
    void insert(UUID id, UUID userId, String purpose, String email, byte[] tokenSha256, Instant expiresAt);

    /** Uses a token up; empty if there is none, or if it was used or has expired. */
    @Query("""
            UPDATE user_tokens
            SET used_at = :now, updated_at = :now
            WHERE token_sha256 = :tokenSha256 AND purpose = :purpose AND used_at IS NULL AND expires_at > :now
            RETURNING\s""" + UserToken.COLUMNS)
    List<UserToken> use(byte[] tokenSha256, String purpose, Instant now);

    /** Ends all of a person's tokens that were sent and not used. */
    @Query("DELETE FROM user_tokens WHERE user_id = :userId AND used_at IS NULL")
    void endAll(UUID userId);

    /** A few that are over: each new one clears more than itself, so that they never pile up. */
    @Query("""
            DELETE FROM user_tokens
            WHERE id IN (SELECT id FROM user_tokens WHERE expires_at < :now ORDER BY expires_at LIMIT 10
                         FOR UPDATE SKIP LOCKED)
            """)
    void clear(Instant now);
}
