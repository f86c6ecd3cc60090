package dev.statehouse.identity.workspace;

import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A workspace to be made.
 *
 * @param slug lower-case words joined by hyphens, unique over all workspaces
 * @param settings any JSON object
 */
@Introspected
record NewWorkspace(
        @NotBlank @Size(max = 200) String name,

        @NotNull
        @Size(max = 100)
        @Pattern(
                regexp = "(?!.*--)[a-z0-9]([a-z0-9-]*[a-z0-9])?",
                message = "must be lower-case words joined by hyphens")
        String slug,

        @Nullable Json settings) {

    Json settingsOrNone() {
        return Objects.requireNonNullElse(settings, Json.EMPTY_OBJECT);
    }
}
