package dev.statehouse.identity.account;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A new password, by the old one.
 *
 * @param newPassword 8 to 128 characters of any kind
 */
@Introspected
record ChangedPassword(
        @NotNull @Size(max = 256) String oldPassword,
        @NotNull @Size(max = 256) String newPassword) {

    /** Without either, for a log would keep it. */
    @Override
    public String toString() {
        return "password";
    }
}
