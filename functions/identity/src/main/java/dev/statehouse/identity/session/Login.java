package dev.statehouse.identity.session;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A person who wants to log in.
 *
 * @param login username or email, ignoring case
 * @param cookie true for a browser: the token then comes as a cookie, and nowhere else
 */
@Introspected
record Login(
        @NotNull @Size(min = 1, max = 320) String login,
        @NotNull @Size(max = 256) String password,
        @Nullable Boolean cookie) {

    boolean wantsCookie() {
        return Boolean.TRUE.equals(cookie);
    }

    /** Without the password, for a log would keep it. */
    @Override
    public String toString() {
        return "login";
    }
}
