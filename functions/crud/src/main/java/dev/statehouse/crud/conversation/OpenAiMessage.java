package dev.statehouse.crud.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statehouse.data.Json;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message in the shape of OpenAI's chat messages, there and back without loss.
 *
 * <p>Role and text have columns. What has none stands in the metadata's field {@value #FIELD}: under {@value #OTHERS} all other
 * fields as they came ({@code name}, {@code tool_calls}, {@code tool_call_id}, …), under {@value #CONTENT} where the content was
 * not a text: {@code null}, {@code "absent"} or its parts without their texts, each with its {@value #LENGTH} in characters, and
 * under {@value #ROLE} a role that is another here.
 */
final class OpenAiMessage {

    static final String FIELD = "openai";
    static final String OTHERS = "message";

    private static final String ROLE = "role";
    private static final String CONTENT = "content";
    private static final String TEXT = "text";
    private static final String LENGTH = "length";
    private static final String ABSENT = "absent";
    private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");

    private OpenAiMessage() {}

    /** A message that can't be taken; its message is shown to the caller. */
    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String pointer;

        Refused(String pointer, String message) {
            super(message);
            this.pointer = pointer;
        }

        /** JSON pointer into the message. */
        String pointer() {
            return pointer;
        }
    }

    /** @throws Refused unless it is a message of text */
    static NewMessage read(JsonNode message) {
        if (!message.isObject()) {
            throw new Refused("", "must be an object");
        }
        ObjectNode rest = JsonNodeFactory.instance.objectNode();
        String role = role(message.path(ROLE), rest);
        String content = content(message.get(CONTENT), rest);
        ObjectNode others = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : message.properties()) {
            if (!field.getKey().equals(ROLE) && !field.getKey().equals(CONTENT)) {
                others.set(field.getKey(), field.getValue());
            }
        }
        if (!others.isEmpty()) {
            rest.set(OTHERS, others);
        }
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        if (!rest.isEmpty()) {
            metadata.set(FIELD, rest);
        }
        return new NewMessage(role, content, new Json(metadata.toString()), false);
    }

    private static String role(JsonNode role, ObjectNode rest) {
        if (role.isTextual() && ROLES.contains(role.textValue())) {
            return role.textValue();
        }
        if (role.isTextual() && role.textValue().equals("developer")) {
            rest.set(ROLE, role);
            return "system";
        }
        throw new Refused("/role", ConversationForms.NO_ROLE);
    }

    private static String content(@Nullable JsonNode content, ObjectNode rest) {
        if (content == null || content.isNull()) {
            rest.set(CONTENT, content == null ? JsonNodeFactory.instance.textNode(ABSENT) : content);
            return "";
        }
        if (content.isTextual()) {
            return content.textValue();
        }
        if (content instanceof ArrayNode parts) {
            return text(parts, rest);
        }
        throw new Refused("/content", "must be a text, a list of text parts or null");
    }

    private static String text(ArrayNode parts, ObjectNode rest) {
        StringBuilder text = new StringBuilder();
        ArrayNode kept = rest.putArray(CONTENT);
        for (int i = 0; i < parts.size(); i++) {
            JsonNode part = parts.get(i);
            if (!(part instanceof ObjectNode fields)
                    || !part.path("type").asText().equals(TEXT)
                    || !part.path(TEXT).isTextual()
                    || part.has(LENGTH)) {
                throw new Refused("/content/" + i, "must be a part of type text");
            }
            String piece = part.path(TEXT).textValue();
            text.append(piece);
            ObjectNode without = fields.deepCopy();
            without.remove(TEXT);
            kept.add(without.put(LENGTH, piece.length()));
        }
        return text.toString();
    }

    /** The message as it came; what was changed since is as it is now. */
    static ObjectNode write(String role, String content, JsonNode metadata) {
        JsonNode rest = metadata.path(FIELD);
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put(ROLE, role.equals("system") ? rest.path(ROLE).asText(role) : role);
        JsonNode shaped = shaped(content, rest.get(CONTENT));
        if (shaped != null) {
            message.set(CONTENT, shaped);
        }
        for (Map.Entry<String, JsonNode> field : rest.path(OTHERS).properties()) {
            if (!message.has(field.getKey())) {
                message.set(field.getKey(), field.getValue());
            }
        }
        return message;
    }

    private static @Nullable JsonNode shaped(String content, @Nullable JsonNode shape) {
        if (shape != null && content.isEmpty() && shape.isNull()) {
            return NullNode.instance;
        }
        if (shape != null && content.isEmpty() && shape.asText().equals(ABSENT)) {
            return null;
        }
        ArrayNode parts = shape instanceof ArrayNode kept ? parts(content, kept) : null;
        return parts == null ? JsonNodeFactory.instance.textNode(content) : parts;
    }

    // A text that was changed is in one piece.
    private static @Nullable ArrayNode parts(String content, ArrayNode kept) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        long end = 0;
        for (JsonNode part : kept) {
            int length = part.path(LENGTH).asInt(-1);
            if (!(part instanceof ObjectNode fields) || length < 0 || end + length > content.length()) {
                return null;
            }
            ObjectNode whole = fields.deepCopy();
            whole.remove(LENGTH);
            parts.add(whole.put(TEXT, content.substring((int) end, (int) end + length)));
            end += length;
        }
        return end == content.length() ? parts : null;
    }
}
