package dev.statehouse.data.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Payloads as JSON. Strict, for a payload that is half understood would do half of what was asked. */
public final class Payloads {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private Payloads() {}

    /** {@return a payload as JSON} */
    public static String write(Record payload) {
        try {
            return JSON.writeValueAsString(payload);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException(payload.getClass() + " can't be a payload", unwritable);
        }
    }

    /**
     * Reads a payload.
     *
     * @throws UnreadablePayload if it is not what the kind's payload is now; the message names the field, and no value
     */
    public static <T extends Record> T read(String text, Class<T> type) throws UnreadablePayload {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException unreadable) {
            throw UnreadablePayload.of(unreadable, type);
        }
    }
}
