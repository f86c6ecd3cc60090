package dev.statehouse.crud.conversation;

import dev.statehouse.data.Json;
import dev.statehouse.http.JsonForm;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What to change of a conversation; absent fields stay as they are.
 *
 * @param visibility its owner alone can make it private
 * @param projectId null in JSON takes the conversation out of its project
 */
@Introspected
@SuppressWarnings("NullableOptional") // Three states, as JSON has them: absent, null, a value.
record ConversationChanges(
        @Nullable @Size(max = 500) String title,

        @Nullable @Pattern(regexp = ConversationForms.VISIBILITY, message = ConversationForms.NO_VISIBILITY)
        String visibility,

        @Nullable @JsonForm Json context,
        @Nullable Optional<UUID> projectId) {

    boolean movesProject() {
        return projectId != null;
    }

    @Nullable
    UUID newProject() {
        return projectId == null ? null : projectId.orElse(null);
    }
}
