package dev.statehouse.data.identity;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Registrations that wait for the proof of their address. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface UserRegistrations extends GenericRepository<UserRegistration, UUID> {

    @Query("""
            INSERT INTO user_registrations (id, username, email, first_name, last_name, password_hash, token_sha256, expires_at)
            VALUES (:id, :username, :email, :firstName, :lastName, :passwordHash, :tokenSha256, :expiresAt)
            """)
    void insert(
            UUID id,
            String username,
            String email,
            String firstName,
            String lastName,
            String passwordHash,
            byte[] tokenSha256,
            Instant expiresAt);

    /** Gives the newest registration of an address another token; empty if none waits. */
    @Query("""
            UPDATE user_registrations
            SET token_sha256 = :tokenSha256, expires_at = :expiresAt, updated_at = :now
            WHERE id = (SELECT id FROM user_registrations
                        WHERE lower(email) = lower(:email) AND expires_at > :now
                        ORDER BY id DESC
                        LIMIT 1)
            RETURNING\s""" + UserRegistration.COLUMNS)
    List<UserRegistration> renew(String email, byte[] tokenSha256, Instant expiresAt, Instant now);

    /** Takes the registration out, so that its token works once; empty if there is none, or no longer. */
    @Query("DELETE FROM user_registrations WHERE token_sha256 = :tokenSha256 AND expires_at > :now RETURNING "
            + UserRegistration.COLUMNS)
    List<UserRegistration> take(byte[] tokenSha256, Instant now);

    /** Those of an address that has an account now. */
    @Query("DELETE FROM user_registrations WHERE lower(email) = lower(:email)")
    void deleteAll(String email);

    /** A few that are over: each new one clears more than itself, so that they never pile up. */
    @Query("""
            DELETE FROM user_registrations
            WHERE id IN (SELECT id FROM user_registrations WHERE expires_at < :now ORDER BY expires_at LIMIT 10
                         FOR UPDATE SKIP LOCKED)
            """)
    void clear(Instant now);
}
