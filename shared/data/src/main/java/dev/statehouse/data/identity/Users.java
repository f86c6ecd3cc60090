package dev.statehouse.data.identity;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** People, of all workspaces: only the identity function's role may read them. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Users extends GenericRepository<User, UUID> {

    @Query("SELECT " + User.COLUMNS + " FROM users WHERE id = :id AND deleted_at IS NULL")
    @Nullable
    User find(UUID id);

    /** By username or email, ignoring case. A username has no at sign, so a name is never both. */
    @Query("SELECT " + User.COLUMNS + """

            FROM users
            WHERE (lower(username) = lower(:name) OR lower(email) = lower(:name)) AND deleted_at IS NULL
            ORDER BY id
            LIMIT 1
            """)
    @Nullable
    User named(String name);

    /** Ignoring case. */
    @Query("SELECT " + User.COLUMNS + " FROM users WHERE lower(email) = lower(:email) AND deleted_at IS NULL")
    @Nullable
    User withEmail(String email);

    /** Ignoring case. */
    @Query("SELECT EXISTS (SELECT FROM users WHERE lower(username) = lower(:username))")
    boolean hasUsername(String username);

    /** A person whose address is proved; takes over the row of who was only ever invited under it. */
    @Query("""
            INSERT INTO users (id, username, email, first_name, last_name, email_verified_at)
            VALUES (:id, :username, :email, :firstName, :lastName, :now)
            ON CONFLICT (lower(email)) DO UPDATE
            SET username = EXCLUDED.username, first_name = EXCLUDED.first_name, last_name = EXCLUDED.last_name,
                email_verified_at = EXCLUDED.email_verified_at, revision = users.revision + 1, updated_at = :now
            WHERE users.username IS NULL AND NOT EXISTS (SELECT FROM user_passwords p WHERE p.user_id = users.id)
            RETURNING\s""" + User.COLUMNS)
    List<User> register(UUID id, String username, String email, String firstName, String lastName, Instant now);

    /**
     * Changes what is not null.
     *
     * @param revision that the caller has read; null for any
     * @return empty if there is no such user, or not at this revision
     */
    @Query("""
            UPDATE users
            SET username = coalesce(CAST(:username AS text), username),
                first_name = coalesce(CAST(:firstName AS text), first_name),
                last_name = coalesce(CAST(:lastName AS text), last_name),
                revision = revision + 1, updated_at = :now
            WHERE id = :id AND deleted_at IS NULL AND (CAST(:revision AS integer) IS NULL OR revision = :revision)
            RETURNING\s""" + User.COLUMNS)
    List<User> change(
            UUID id,
            @Nullable String username,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable Integer revision,
            Instant now);

    /** Gives a person the address that they have proved to be theirs. */
    @Query("""
            UPDATE users
            SET email = :email, email_verified_at = :now, revision = revision + 1, updated_at = :now
            WHERE id = :id AND deleted_at IS NULL
            RETURNING\s""" + User.COLUMNS)
    List<User> moveTo(UUID id, String email, Instant now);

    /** Notes that a person has proved their address, unless that is known or they have another by now. */
    @Query("""
            UPDATE users
            SET email_verified_at = :now, updated_at = :now
            WHERE id = :id AND email = :email AND email_verified_at IS NULL
            """)
    void prove(UUID id, String email, Instant now);

    @Query("UPDATE users SET last_login_at = :now WHERE id = :id")
    void loggedIn(UUID id, Instant now);

    /** Leaves of a person what other rows refer to, and nothing that tells who it was; name and address are free again. */
    @Query("""
            UPDATE users
            SET username = NULL, email = id || '@deleted.invalid', first_name = '', last_name = '', email_verified_at = NULL,
                last_login_at = NULL, deleted_at = :now, revision = revision + 1, updated_at = :now
            WHERE id = :id AND deleted_at IS NULL
            """)
    void delete(UUID id, Instant now);
}
