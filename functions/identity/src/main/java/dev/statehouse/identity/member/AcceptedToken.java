package dev.statehouse.identity.member;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** @param token of the invitation's message */
@Introspected
record AcceptedToken(@NotNull @Size(max = 200) String token) {

    /** Without the secret, for a log would keep it. */
    @Override
    public String toString() {
        return "a token";
    }
}
