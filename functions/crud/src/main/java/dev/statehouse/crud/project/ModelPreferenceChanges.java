package dev.statehouse.crud.project;

import dev.statehouse.data.Json;
import dev.statehouse.http.JsonForm;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What to change of a model preference; absent fields stay as they are.
 *
 * @param projectId null in JSON makes it one of all the workspace
 */
@Introspected
@SuppressWarnings("NullableOptional") // Three states, as JSON has them: absent, null, a value.
record ModelPreferenceChanges(
        @Nullable Optional<UUID> projectId,

        @Nullable @Pattern(regexp = NewModelPreference.WORD, message = NewModelPreference.NO_WORD)
        String task,

        @Nullable @Pattern(regexp = NewModelPreference.WORD, message = NewModelPreference.NO_WORD)
        String provider,

        @Nullable @Size(max = 200) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String model,

        @Nullable @JsonForm Json parameters,
        @Nullable @Min(-1000) @Max(1000) Integer priority) {

    boolean movesProject() {
        return projectId != null;
    }

    @Nullable
    UUID newProject() {
        return projectId == null ? null : projectId.orElse(null);
    }
}
