package dev.statehouse.crud.project;

import dev.statehouse.data.Json;
import dev.statehouse.http.JsonForm;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A project to be made.
 *
 * @param slug lower-case words joined by hyphens, at most 100 characters
 * @param labels names, or names by role
 * @param settings any JSON object
 */
@Introspected
public record NewProject(
        @NotNull
        @Size(max = 100)
        @Pattern(
                regexp = "(?!.*--)[a-z0-9]([a-z0-9-]*[a-z0-9])?",
                message = "must be lower-case words joined by hyphens")
        String slug,

        @NotBlank @Size(max = 200) String name,
        @Nullable @Size(max = 10_000) String description,
        @Nullable @JsonForm(orArray = true) Json labels,
        @Nullable @JsonForm Json settings) {

    String descriptionOrNone() {
        return Objects.requireNonNullElse(description, "");
    }

    Json labelsOrNone() {
        return Objects.requireNonNullElse(labels, Json.EMPTY_OBJECT);
    }

    Json settingsOrNone() {
        return Objects.requireNonNullElse(settings, Json.EMPTY_OBJECT);
    }
}
