package dev.statehouse.crud.conversation;

import dev.statehouse.data.Json;
import dev.statehouse.http.JsonForm;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A conversation to be made.
 *
 * @param visibility {@code private} unless it is {@code workspace}; a caller that acts for no person owns nothing private
 * @param context any JSON object
 * @param encoding by which its tokens are counted: {@code o200k_base} unless it is {@code cl100k_base}
 */
@Introspected
record NewConversation(
        @Nullable @Size(max = 500) String title,
        @Nullable UUID projectId,

        @Nullable @Pattern(regexp = ConversationForms.VISIBILITY, message = ConversationForms.NO_VISIBILITY)
        String visibility,

        @Nullable @JsonForm Json context,

        @Nullable @Pattern(regexp = ConversationForms.ENCODING, message = ConversationForms.NO_ENCODING)
        String encoding) {

    String titleOrNone() {
        return Objects.requireNonNullElse(title, "");
    }

    String visibilityOrDefault() {
        return Objects.requireNonNullElse(visibility, "private");
    }

    Json contextOrNone() {
        return Objects.requireNonNullElse(context, Json.EMPTY_OBJECT);
    }

    String encodingOrDefault() {
        return Objects.requireNonNullElse(encoding, ConversationForms.USUAL_ENCODING);
    }
}
