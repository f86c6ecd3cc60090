package dev.statehouse.data.identity;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/**
 * Somebody who wants an account and has yet to prove their address. It reserves neither username nor address.
 *
 * @param passwordHash argon2id
 */
@Introspected
@MappedEntity("user_registrations")
public record UserRegistration(
        @Id UUID id, String username, String email, String firstName, String lastName, String passwordHash) {

    static final String COLUMNS = "id, username, email, first_name, last_name, password_hash";

    /** Without the hash, for a log would keep it. */
    @Override
    public String toString() {
        return "registration " + id;
    }
}
