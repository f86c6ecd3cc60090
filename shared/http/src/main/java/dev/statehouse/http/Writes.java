package dev.statehouse.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.data.DataError;
import dev.statehouse.data.Json;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.idempotency.IdempotencyKeys;
import dev.statehouse.data.idempotency.KeptAnswer;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.context.ServerRequestContext;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * POSTs with one effect, however often they are sent: under an {@code Idempotency-Key} the answer is kept in the
 * transaction of the change itself, and a repeat gets it again.
 *
 * <p>An answer that is {@link ShownOnce} is kept without its secret: a repeat gets the rest of it.
 *
 * <p>Without a key the work is simply a transaction. A failed request keeps nothing, so it may be sent again.
 */
@Singleton
public final class Writes {

    /** Says that an answer is a repeat of an earlier one. */
    public static final String REPLAYED = "Idempotency-Replayed";

    private static final String KEY = "Idempotency-Key";
    private static final Pattern FORM = Pattern.compile("[!-~]([ -~]{0,253}[!-~])?");

    private final Workspaces workspaces;
    private final IdempotencyKeys keys;
    private final ObjectMapper json;

    Writes(Workspaces workspaces, IdempotencyKeys keys, ObjectMapper json) {
        this.workspaces = workspaces;
        this.keys = keys;
        this.json = json;
    }

    /**
     * Runs the work in one transaction, once for each key of the caller.
     *
     * @throws DataError {@code IN_FLIGHT} while the same key is being worked on, {@code INVALID} if the key was used for
     *     another request
     */
    public HttpResponse<?> once(Caller caller, Supplier<? extends MutableHttpResponse<?>> work) {
        HttpRequest<?> request = ServerRequestContext.currentRequest().orElseThrow();
        String key = key(request);
        if (key == null) {
            return workspaces.write(caller, work::get);
        }
        byte[] fingerprint = RequestFingerprint.of(request);
        return workspaces.write(caller, () -> {
            KeptAnswer kept = find(caller, key);
            return kept == null ? keep(caller, key, fingerprint, work.get()) : replay(kept, fingerprint);
        });
    }

    private static @Nullable String key(HttpRequest<?> request) {
        String key = request.getHeaders().get(KEY);
        if (key != null && !FORM.matcher(key).matches()) {
            throw RequestError.malformed(KEY, KEY + " must have 1 to 255 visible ASCII characters");
        }
        return key;
    }

    private @Nullable KeptAnswer find(Caller caller, String key) {
        if (!keys.lock(caller.workspaceId() + "/" + caller.bearerId() + "/" + key)) {
            throw new DataError(DataError.Kind.IN_FLIGHT, "a request with this Idempotency-Key is being processed");
        }
        // A statement of its own: what committed just before the lock was free is seen by the next snapshot only.
        return keys.find(caller.bearerId(), key);
    }

    private HttpResponse<?> keep(Caller caller, String key, byte[] fingerprint, MutableHttpResponse<?> response) {
        byte[] body = response.getBody().map(Writes::kept).map(this::bytes).orElseGet(() -> new byte[0]);
        keys.insert(
                caller.workspaceId(), caller.bearerId(), key, fingerprint, response.code(), headers(response), body);
        return response;
    }

    // What must not be stored is not there to be replayed either.
    private static Object kept(Object body) {
        return body instanceof ShownOnce secret ? secret.withoutSecret() : body;
    }

    private static HttpResponse<?> replay(KeptAnswer kept, byte[] fingerprint) {
        if (!java.security.MessageDigest.isEqual(kept.requestSha256(), fingerprint)) {
            throw new DataError(DataError.Kind.INVALID, "this Idempotency-Key was used for another request");
        }
        MutableHttpResponse<byte[]> response =
                HttpResponse.<byte[]>status(kept.status(), null).header(REPLAYED, "true");
        kept.headerMap().forEach(response::header);
        return kept.body().length == 0 ? response : response.body(kept.body()).contentType(MediaType.APPLICATION_JSON);
    }

    private Json headers(HttpResponse<?> response) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : new String[] {HttpHeaders.LOCATION, HttpHeaders.ETAG}) {
            String value = response.getHeaders().get(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return new Json(new String(bytes(headers), java.nio.charset.StandardCharsets.UTF_8));
    }

    private byte[] bytes(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }
}
