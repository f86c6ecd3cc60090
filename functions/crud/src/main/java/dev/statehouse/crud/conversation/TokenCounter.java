package dev.statehouse.crud.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingRegistry;
import dev.statehouse.data.Json;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a text costs a model. The tables of an encoding are read when its first text is counted, which takes about a second
 * and no time of any request that counts nothing. Thread-safe.
 */
@Singleton
final class TokenCounter {

    /** What a chat format puts around each message, by OpenAI's own account of three to four tokens. */
    static final int FRAME = 4;

    private final ObjectMapper json;

    TokenCounter(ObjectMapper json) {
        this.json = json;
    }

    private static final class Registry {
        static final EncodingRegistry LAZY = Encodings.newLazyEncodingRegistry();

        private Registry() {}
    }

    /** Tokens of a text; those that have a meaning to a model count as the text that they are written in. */
    int ofText(String encoding, String text) {
        return Registry.LAZY
                .getEncoding(encoding)
                .orElseThrow(() -> new IllegalStateException("unknown encoding " + encoding))
                .countTokensOrdinary(text);
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
