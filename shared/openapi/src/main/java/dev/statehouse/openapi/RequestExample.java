package dev.statehouse.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.oas.models.Operation;

/** A body that an operation takes, as its Java method shows one. */
final class RequestExample {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RequestExample() {}

    /** @param example JSON */
    static void addTo(Operation operation, String example) {
        Object value = parse(example);
        operation.getRequestBody().getContent().values().forEach(type -> type.example(value));
    }

    private static Object parse(String example) {
        try {
            return JSON.readValue(example, Object.class);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("an example is not JSON: " + example, malformed);
        }
    }
}
