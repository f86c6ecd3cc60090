package dev.statehouse.crud.conversation;

import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Messages in the shape of OpenAI's chat messages.
 *
 * @param messages {@code {"role", "content", "name", "tool_calls", "tool_call_id", …}}; the content is a text, a list of text parts
 *     or null
 */
@Introspected
record OpenAiConversation(
        @NotNull @Size(min = 1, max = OpenAiConversation.MOST)
        List<@NotNull Json> messages) {

    /** Messages to be added in one request. */
    static final int MOST = 2_000;
}
