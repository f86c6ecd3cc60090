package dev.statehouse.identity.workspace;

import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to change of a workspace; absent fields stay as they are.
 *
 * @param settings any JSON object, in place of the present one
 * @param plan for owners alone
 * @param historyRetentionDays for owners alone; null in JSON keeps the history for ever
 */
@Introspected
@SuppressWarnings("NullableOptional") // Three states, as JSON has them: absent, null, a value.
record WorkspaceChanges(
        @Nullable @Size(max = 200) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String name,

        @Nullable
        @Size(max = 100)
        @Pattern(
                regexp = "(?!.*--)[a-z0-9]([a-z0-9-]*[a-z0-9])?",
                message = "must be lower-case words joined by hyphens")
        String slug,

        @Nullable Json settings,

        @Nullable
        @Size(max = 50)
        @Pattern(regexp = "[a-z][a-z0-9-]*", message = "must be lower-case letters, digits and hyphens")
        String plan,

        @Nullable Optional<@Min(1) @Max(3650) Integer> historyRetentionDays) {

    boolean retains() {
        return historyRetentionDays != null;
    }

    @Nullable
    Integer newRetention() {
        return historyRetentionDays == null ? null : historyRetentionDays.orElse(null);
    }

    /** JSON pointer of the first field that only an owner may set; null if there is none. */
    @Nullable
    String ownersField() {
        return plan != null ? "/plan" : retains() ? "/historyRetentionDays" : null;
    }
}
