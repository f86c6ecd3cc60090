package dev.statehouse.crud.project;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to change of an issue; absent fields stay as they are.
 *
 * @param externalUrl null in JSON takes it away
 */
@Introspected
@SuppressWarnings("NullableOptional") // Three states, as JSON has them: absent, null, a value.
record IssueChanges(
        @Nullable @Size(max = 500) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String title,

        @Nullable @Size(max = IssueForms.LONGEST_BODY) String body,
        @Nullable @Size(max = 50) List<@NotNull @Size(min = 1, max = 100) String> labels,

        @Nullable @Pattern(regexp = IssueForms.STATE, message = IssueForms.NO_STATE)
        String state,

        @Nullable
        Optional<
                        @Size(max = IssueForms.LONGEST_URL)
                        @Pattern(regexp = IssueForms.URL, message = IssueForms.NO_URL) String>
                externalUrl) {

    String @Nullable [] labelArray() {
        return labels == null ? null : labels.toArray(String[]::new);
    }

    boolean movesUrl() {
        return externalUrl != null;
    }

    @Nullable
    String newUrl() {
        return externalUrl == null ? null : externalUrl.orElse(null);
    }
}
