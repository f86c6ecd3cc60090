package dev.statehouse.data.identity;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person, as that person sees it.
 *
 * @param username unique ignoring case; null for who was only ever invited
 * @param email unique ignoring case
 * @param emailVerifiedAt null until the address is known to be theirs
 * @param revision counts the changes of the profile; its ETag
 */
@Introspected
@MappedEntity("users")
public record User(
        @Id UUID id,
        @Nullable String username,
        String email,
        String firstName,
        String lastName,
        @Nullable Instant emailVerifiedAt,
        @Nullable Instant lastLoginAt,
        int revision,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLUMNS =
            "id, username, email, first_name, last_name, email_verified_at, last_login_at, revision, created_at, updated_at";
}
