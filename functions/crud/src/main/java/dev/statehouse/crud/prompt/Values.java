package dev.statehouse.crud.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.statehouse.data.Json;

/** JSON values as templates take them. */
final class Values {

    // Decimals, so that 1e400 stays a number and 0.10 keeps its zero.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Values() {}

    static JsonNode parse(Json value) {
        try {
            return JSON.readTree(value.text());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a checked JSON text can't be read", impossible);
        }
    }

    static boolean fits(String type, Json value) {
        return fits(type, parse(value));
    }

    static boolean fits(String type, JsonNode value) {
        return switch (type) {
            case "string" -> value.isTextual();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> false;
        };
    }

    /** Texts as they are, everything else as JSON writes it. */
    static String render(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }
}
