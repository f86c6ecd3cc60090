package dev.statehouse.identity.account;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** The address that something is asked for. */
@Introspected
record EmailAddress(
        @NotNull @Size(max = 254) @Pattern(regexp = Forms.EMAIL, message = Forms.EMAIL_FAULT)
        String email) {}
