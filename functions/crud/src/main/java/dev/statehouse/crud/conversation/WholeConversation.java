package dev.statehouse.crud.conversation;

import dev.statehouse.data.Json;
import dev.statehouse.http.JsonForm;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A conversation of a file, with what was said in it.
 *
 * @param visibility as of a {@link NewConversation}; so the others
 * @param messages in their order
 */
@Introspected
public record WholeConversation(
        @Nullable @Size(max = 500) String title,
        @Nullable UUID projectId,

        @Nullable @Pattern(regexp = ConversationForms.VISIBILITY, message = ConversationForms.NO_VISIBILITY)
        String visibility,

        @Nullable @JsonForm Json context,

        @Nullable @Pattern(regexp = ConversationForms.ENCODING, message = ConversationForms.NO_ENCODING)
        String encoding,

        @Nullable @Size(max = WholeConversation.MOST_MESSAGES)
        List<@NotNull @Valid NewMessage> messages) {

    static final int MOST_MESSAGES = 10_000;

    List<NewMessage> messagesOrNone() {
        return Objects.requireNonNullElse(messages, List.of());
    }

    String encodingOrDefault() {
        return Objects.requireNonNullElse(encoding, ConversationForms.USUAL_ENCODING);
    }
}
