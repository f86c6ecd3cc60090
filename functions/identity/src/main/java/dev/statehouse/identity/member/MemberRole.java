package dev.statehouse.identity.member;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** What a member is to be from now on. */
@Introspected
record MemberRole(
        @NotNull @Pattern(regexp = "viewer|editor|admin|owner", message = "must be viewer, editor, admin or owner")
        String role) {}
