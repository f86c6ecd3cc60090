package dev.statehouse.crud.conversation;

import dev.statehouse.data.Json;
import dev.statehouse.http.JsonForm;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message to be added; its number follows from its conversation.
 *
 * @param content up to 1 MB of UTF-8, kept as it is, byte for byte
 * @param metadata any JSON object; its field {@code openai} is what a message in OpenAI's shape has besides role and text
 * @param pinned whether it goes into every context
 */
@Introspected
public record NewMessage(
        @NotNull @Pattern(regexp = ConversationForms.ROLE, message = ConversationForms.NO_ROLE)
        String role,

        @NotNull @Size(max = ConversationForms.MOST_CONTENT_BYTES)
        String content,

        @Nullable @JsonForm Json metadata,
        @Nullable Boolean pinned) {

    Json metadataOrNone() {
        return Objects.requireNonNullElse(metadata, Json.EMPTY_OBJECT);
    }

    boolean isPinned() {
        return Boolean.TRUE.equals(pinned);
    }
}
