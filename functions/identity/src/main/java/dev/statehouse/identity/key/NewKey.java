package dev.statehouse.identity.key;

import io.micronaut.core.annotation.Introspected;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key to be made.
 *
 * @param role at most the maker's own
 * @param scopes such as {@code prompts:read}, or {@code read} for every domain; absent for what the maker's own credential
 *     may be used for
 * @param expiresAt within ten years, as RFC 3339 writes it; absent for a key that does not expire
 * @param actsForMe whether it sees the private rows of who makes it; false if absent
 */
@Introspected
record NewKey(
        @NotBlank @Size(max = 200) String name,

        @NotNull @Pattern(regexp = "viewer|editor|admin|owner", message = "must be viewer, editor, admin or owner")
        String role,

        @Nullable @Size(min = 1, max = 50) List<@NotNull @Size(max = 50) String> scopes,

        @Nullable @Size(max = 40) @Schema(format = "date-time")
        String expiresAt,

        @Nullable Boolean actsForMe) {

    boolean isForMaker() {
        return Boolean.TRUE.equals(actsForMe);
    }
}
