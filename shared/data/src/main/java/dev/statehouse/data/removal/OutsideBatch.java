package dev.statehouse.data.removal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.statehouse.data.Json;
import java.util.List;
import java.util.Map;

/**
 * Things outside of PostgreSQL that are deleted together, as a removal's row notes them.
 *
 * @param store that holds them
 * @param keys by which it knows them
 * @param counts what their deletion adds to the removal's counts, by kind of place and name
 */
record OutsideBatch(String store, List<String> keys, Map<String, Map<String, Long>> counts) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static OutsideBatch read(String noted) {
        try {
            return JSON.readValue(noted, OutsideBatch.class);
        } catch (JsonProcessingException foreign) {
            throw new IllegalStateException("the removal's row can't be read", foreign);
        }
    }

    Json json() {
        try {
            return new Json(JSON.writeValueAsString(this));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
