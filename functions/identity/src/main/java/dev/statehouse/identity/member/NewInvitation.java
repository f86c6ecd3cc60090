package dev.statehouse.identity.member;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * An invitation to be sent.
 *
 * @param role that whoever accepts it gets
 */
@Introspected
record NewInvitation(
        // One of each, so that a long text is read once: no part can match in two ways.
        @NotNull
        @Size(max = 320)
        @Pattern(regexp = "[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+", message = "must be an email address")
        String email,

        @NotNull @Pattern(regexp = "viewer|editor|admin|owner", message = "must be viewer, editor, admin or owner")
        String role) {}
