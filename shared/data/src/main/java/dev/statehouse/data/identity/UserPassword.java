package dev.statehouse.data.identity;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/**
 * What proves a person's password; never the password.
 *
 * @param hash names its algorithm and parameters: argon2id, or bcrypt where it was imported
 * @param changedAt by its person
 */
@Introspected
@MappedEntity("user_passwords")
public record UserPassword(@Id UUID userId, String hash, Instant changedAt) {

    /** Without the hash, for a log would keep it. */
    @Override
    public String toString() {
        return "password of " + userId;
    }
}
