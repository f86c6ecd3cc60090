package dev.statehouse.data.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.Map;

/**
 * The answer to a request that was done.
 *
 * @param requestSha256 fingerprint of the request that it answers
 * @param headers JSON object of the headers that a repeat gets too
 * @param body the bytes that were sent
 */
@Introspected
@MappedEntity("idempotency_keys")
@SuppressWarnings("ArrayRecordComponent") // Read once from a row and handed on; never compared as a whole.
public record KeptAnswer(@Id String key, byte[] requestSha256, int status, Json headers, byte[] body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public Map<String, String> headerMap() {
        try {
            return JSON.readValue(headers.text(), new TypeReference<>() {});
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the kept headers are not a JSON object", impossible);
        }
    }
}
