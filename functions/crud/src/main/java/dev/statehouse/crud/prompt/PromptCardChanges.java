package dev.statehouse.crud.prompt;

import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What to change of a card; absent fields stay as they are.
 *
 * @param projectId null in JSON takes the card out of its project
 */
@Introspected
@SuppressWarnings("NullableOptional") // Three states, as JSON has them: absent, null, a value.
record PromptCardChanges(
        @Nullable @Size(max = 500) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String title,

        @Nullable @Size(max = 10_000) String description,
        @Nullable @Size(max = 50) List<@NotNull @Size(min = 1, max = 100) String> tags,
        @Nullable Json metadata,

        @Nullable @Pattern(regexp = "workspace|private", message = "must be workspace or private")
        String visibility,

        @Nullable Optional<UUID> projectId) {

    boolean movesProject() {
        return projectId != null;
    }

    @Nullable
    UUID newProject() {
        return projectId == null ? null : projectId.orElse(null);
    }
}
