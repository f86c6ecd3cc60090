package dev.statehouse.crud.profile;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What to change of an identity; absent fields stay as they are. */
@Introspected
record IdentityChanges(
        @Nullable @Size(max = 200) @Pattern(regexp = ProfileForms.NOT_BLANK, message = ProfileForms.BLANK)
        String name) {}
