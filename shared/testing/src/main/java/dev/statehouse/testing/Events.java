package dev.statehouse.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.testing.layout.Project;
import java.util.Map;

/** The events in the folder {@code events}, one for each function, which {@code sam local invoke} takes too. */
public final class Events {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Events() {}

    /**
     * A new copy, which may be changed before it is sent.
     *
     * @param function its folder, such as {@code crud}
     */
    public static Map<String, Object> read(String function) {
        try {
            return JSON.readValue(
                    Project.text("events/" + function + ".json"), new TypeReference<Map<String, Object>>() {});
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException("events/" + function + ".json is not a JSON object", malformed);
        }
    }
}
