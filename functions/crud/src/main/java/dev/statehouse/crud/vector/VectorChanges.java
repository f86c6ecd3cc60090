package dev.statehouse.crud.vector;

import dev.statehouse.data.Json;
import dev.statehouse.http.JsonForm;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What to change of a vector; absent fields stay as they are. What it is of, and its model, never change.
 *
 * @param content with {@code values}, unless the worker makes those
 * @param projectId null in JSON takes the vector out of its project; absent for one of a conversation
 * @param visibility its owner alone can make it private; absent for one of a conversation
 */
@Introspected
@SuppressWarnings("NullableOptional") // Three states, as JSON has them: absent, null, a value.
record VectorChanges(
        @Nullable @Size(min = 1, max = VectorForms.LONGEST_CONTENT)
        String content,

        @Nullable @Size(min = 1, max = VectorForms.MOST_DIMENSIONS)
        List<@NotNull Double> values,

        @Nullable Optional<UUID> projectId,

        @Nullable @Pattern(regexp = VectorForms.VISIBILITY, message = VectorForms.NO_VISIBILITY)
        String visibility,

        @Nullable @JsonForm(most = VectorForms.MOST_METADATA)
        Json metadata,

        @Nullable @Size(max = 50) List<@NotNull @Size(min = 1, max = 100) String> tags) {

    boolean movesProject() {
        return projectId != null;
    }

    @Nullable
    UUID newProject() {
        return projectId == null ? null : projectId.orElse(null);
    }

    String @Nullable [] newTags() {
        return tags == null ? null : tags.toArray(String[]::new);
    }
}
