package dev.statehouse.crud.project;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An issue to be made; its number follows from its project.
 *
 * @param state {@code open} unless it is another
 * @param externalUrl where it is kept besides; it is shown, and never called
 */
@Introspected
public record NewIssue(
        @NotBlank @Size(max = 500) String title,
        @Nullable @Size(max = IssueForms.LONGEST_BODY) String body,
        @Nullable @Size(max = 50) List<@NotNull @Size(min = 1, max = 100) String> labels,

        @Nullable @Pattern(regexp = IssueForms.STATE, message = IssueForms.NO_STATE)
        String state,

        @Nullable @Size(max = IssueForms.LONGEST_URL) @Pattern(regexp = IssueForms.URL, message = IssueForms.NO_URL)
        String externalUrl) {

    String bodyOrNone() {
        return Objects.requireNonNullElse(body, "");
    }

    List<String> labelsOrNone() {
        return Objects.requireNonNullElse(labels, List.of());
    }

    String stateOrOpen() {
        return Objects.requireNonNullElse(state, "open");
    }
}
