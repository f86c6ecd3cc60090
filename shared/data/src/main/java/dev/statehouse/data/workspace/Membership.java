package dev.statehouse.data.workspace;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member of a workspace.
 *
 * @param username null for who was only ever invited
 * @param createdAt when they joined
 */
@Introspected
@MappedEntity("memberships")
public record Membership(
        @Id UUID userId,
        @Nullable String username,
        String email,
        String firstName,
        String lastName,
        String role,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLUMNS =
            "m.user_id, u.username, u.email, u.first_name, u.last_name, m.role, m.created_at, m.updated_at";
}
