package dev.statehouse.identity.account;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A new password, by the token of a message.
 *
 * @param password 8 to 128 characters of any kind
 */
@Introspected
record ResetPassword(
        @NotNull @Size(max = 200) String token,
        @NotNull @Size(max = 256) String password) {

    /** Without either, for a log would keep it. */
    @Override
    public String toString() {
        return "reset";
    }
}
