package dev.statehouse.crud.project;

import dev.statehouse.data.Json;
import dev.statehouse.http.JsonForm;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A style guide to be made.
 *
 * @param projectId of all the workspace if absent
 * @param language of people or of programs
 * @param settings any JSON object
 */
@Introspected
public record NewStyleGuide(
        @Nullable UUID projectId,

        @NotNull @Pattern(regexp = NewStyleGuide.LANGUAGE, message = NewStyleGuide.NO_LANGUAGE)
        String language,

        @NotBlank @Size(max = 200) String name,
        @Nullable @Size(max = NewStyleGuide.LONGEST) String content,
        @Nullable @JsonForm Json settings) {

    static final String LANGUAGE = "[A-Za-z0-9.][A-Za-z0-9+#._-]{0,49}";
    static final String NO_LANGUAGE = "must name a language in 50 characters, such as en-GB or ruby";
    static final int LONGEST = 100_000;

    String contentOrNone() {
        return Objects.requireNonNullElse(content, "");
    }

    Json settingsOrNone() {
        return Objects.requireNonNullElse(settings, Json.EMPTY_OBJECT);
    }
}
