package dev.statehouse.data.identity;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Password hashes of people: only the identity function's role may read them. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface UserPasswords extends GenericRepository<UserPassword, UUID> {

    @Query("SELECT user_id, hash, changed_at FROM user_passwords WHERE user_id = :userId")
    @Nullable
    UserPassword find(UUID userId);

    /** The same, and nobody changes it until the end of this transaction. */
    @Query("SELECT user_id, hash, changed_at FROM user_passwords WHERE user_id = :userId FOR UPDATE")
    @Nullable
    UserPassword lock(UUID userId);

    @Query("""
            INSERT INTO user_passwords (user_id, hash, changed_at)
            VALUES (:userId, :hash, :now)
            ON CONFLICT (user_id) DO UPDATE SET hash = EXCLUDED.hash, changed_at = :now, updated_at = :now
            """)
    void put(UUID userId, String hash, Instant now);

    /** Replaces the hash by a stronger one of the same password, unless the password was changed meanwhile. */
    @Query("UPDATE user_passwords SET hash = :hash, updated_at = :now WHERE user_id = :userId AND hash = :old")
    void upgrade(UUID userId, String old, String hash, Instant now);
}
