package dev.statehouse.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.statehouse.data.Json;
import org.jspecify.annotations.Nullable;

/** JSON in a query parameter. */
public final class QueryJson {

    private static final ObjectReader READER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addModule(new SimpleModule("json").addDeserializer(Json.class, new StorableJson()))
            .build()
            .readerFor(Json.class);

    private QueryJson() {}

    /**
     * The parameter as JSON; null if it is absent.
     *
     * @throws RequestError if it is not JSON, naming the parameter
     */
    public static @Nullable Json parse(String parameter, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return READER.readValue(text);
        } catch (JsonProcessingException malformed) {
            throw RequestError.malformed(parameter, parameter + " must be JSON: " + JsonPointers.explain(malformed));
        }
    }
}
