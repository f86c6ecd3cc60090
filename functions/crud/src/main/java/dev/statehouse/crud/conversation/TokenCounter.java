package dev.statehouse.crud.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.data.Json;
import dev.statehouse.data.token.Tokens;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Counts what a text or a message costs a model. Thread-safe. */
@Singleton
final class TokenCounter {

    /** What a chat format puts around each message, by OpenAI's own account of three to four tokens. */
    static final int FRAME = 4;

    private final ObjectMapper json;

    TokenCounter(ObjectMapper json) {
        this.json = json;
    }

    /** Tokens of a text; those that have a meaning to a model count as the text that they are written in. */
    int ofText(String encoding, String text) {
        return Tokens.count(encoding, text);
    }

    /** Tokens of a message: of its content, of what its metadata has for a model (calls of tools, say), and of its frame. */
    int ofMessage(String encoding, String content, @Nullable Json metadata) {
        return ofText(encoding, content) + forModel(encoding, metadata) + FRAME;
    }

    private int forModel(String encoding, @Nullable Json metadata) {
        if (metadata == null || !metadata.text().contains("\"" + OpenAiMessage.FIELD + "\"")) {
            return 0;
        }
        try {
            JsonNode message =
                    json.readTree(metadata.text()).path(OpenAiMessage.FIELD).path(OpenAiMessage.OTHERS);
            return message.isEmpty() ? 0 : ofText(encoding, message.toString());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
