package dev.statehouse.identity.account;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What to change of one's profile; absent fields stay as they are.
 *
 * @param username 3 to 50 letters, digits, dots, hyphens and underscores; unique ignoring case, and public
 * @param email takes effect once the token that is sent to it is confirmed
 * @param password needed to change the email
 */
@Introspected
record AccountChanges(
        @Nullable @Size(min = 3, max = 50) @Pattern(regexp = Forms.USERNAME, message = Forms.USERNAME_FAULT)
        String username,

        @Nullable @Size(max = 254) @Pattern(regexp = Forms.EMAIL, message = Forms.EMAIL_FAULT)
        String email,

        @Nullable @Size(max = 200) String firstName,
        @Nullable @Size(max = 200) String lastName,
        @Nullable @Size(max = 256) String password) {

    /** Without the password, for a log would keep it. */
    @Override
    public String toString() {
        return "changes";
    }
}
