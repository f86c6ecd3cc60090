package dev.statehouse.identity.account;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** One's password, asked again before what can't be undone. */
@Introspected
record ShownPassword(@NotNull @Size(max = 256) String password) {

    /** Without it, for a log would keep it. */
    @Override
    public String toString() {
        return "password";
    }
}
