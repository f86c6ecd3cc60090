package dev.statehouse.data.identity;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/**
 * A token that was sent to an address and works once; never the token itself.
 *
 * @param purpose {@link #RESET_PASSWORD} or {@link #VERIFY_EMAIL}
 * @param email the address that it was sent to, which it proves
 */
@Introspected
@MappedEntity("user_tokens")
public record UserToken(@Id UUID id, UUID userId, String purpose, String email) {

    public static final String RESET_PASSWORD = "reset_password";
    public static final String VERIFY_EMAIL = "verify_email";

    static final String COLUMNS = "id, user_id, purpose, email";
}
