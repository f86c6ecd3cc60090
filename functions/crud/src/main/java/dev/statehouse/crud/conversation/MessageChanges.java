package dev.statehouse.crud.conversation;

import dev.statehouse.data.Json;
import dev.statehouse.http.JsonForm;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What to change of a message; absent fields stay as they are, and its role always does. */
@Introspected
record MessageChanges(
        @Nullable @Size(max = ConversationForms.MOST_CONTENT_BYTES)
        String content,

        @Nullable @JsonForm Json metadata,
        @Nullable Boolean pinned) {}
