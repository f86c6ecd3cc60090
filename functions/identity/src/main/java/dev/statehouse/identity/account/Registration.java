package dev.statehouse.identity.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who wants an account.
 *
 * @param username 3 to 50 letters, digits, dots, hyphens and underscores; unique ignoring case, and public
 * @param email unique ignoring case
 * @param password 8 to 128 characters of any kind
 */
@Introspected
@JsonInclude(JsonInclude.Include.ALWAYS)
record Registration(
        @NotNull @Size(min = 3, max = 50) @Pattern(regexp = Forms.USERNAME, message = Forms.USERNAME_FAULT)
        String username,

        @NotNull @Size(max = 254) @Pattern(regexp = Forms.EMAIL, message = Forms.EMAIL_FAULT)
        String email,

        @NotNull @Size(max = 256) String password,
        @Nullable @Size(max = 200) String firstName,
        @Nullable @Size(max = 200) String lastName) {

    /** Without the password, for a log would keep it. */
    @Override
    public String toString() {
        return "registration";
    }
}
