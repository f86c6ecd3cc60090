package dev.statehouse.crud.project;

import dev.statehouse.data.Json;
import dev.statehouse.http.JsonForm;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A model preference to be made.
 *
 * @param projectId of all the workspace if absent
 * @param parameters any JSON object
 * @param priority 0 if absent; the highest applies
 */
@Introspected
public record NewModelPreference(
        @Nullable UUID projectId,

        @NotNull @Pattern(regexp = NewModelPreference.WORD, message = NewModelPreference.NO_WORD)
        String task,

        @NotNull @Pattern(regexp = NewModelPreference.WORD, message = NewModelPreference.NO_WORD)
        String provider,

        @NotBlank @Size(max = 200) String model,
        @Nullable @JsonForm Json parameters,
        @Nullable @Min(-1000) @Max(1000) Integer priority) {

    static final String WORD = "[a-z0-9]([a-z0-9._-]{0,98}[a-z0-9])?";
    static final String NO_WORD = "must be a word of lower-case letters, digits, dots, hyphens and underscores";

    Json parametersOrNone() {
        return Objects.requireNonNullElse(parameters, Json.EMPTY_OBJECT);
    }

    int priorityOrNone() {
        return Objects.requireNonNullElse(priority, 0);
    }
}
