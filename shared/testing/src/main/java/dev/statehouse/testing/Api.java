package dev.statehouse.testing;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sends requests to a handler as API Gateway does: HTTP API events, payload format 2.0. */
public final class Api {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RequestStreamHandler handler;
    private final @Nullable TestCaller caller;

    public Api(RequestStreamHandler handler, @Nullable TestCaller caller) {
        this.handler = handler;
        this.caller = caller;
    }

    public Api as(@Nullable TestCaller other) {
        return new Api(handler, other);
    }

    /** What came back. */
    public record Answer(int status, Map<String, String> headers, String body) {

        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException notJson) {
                throw new AssertionError(status + " " + body, notJson);
            }
        }

        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }

        /** Fails with the whole answer unless it has this status. */
        public Answer expect(int expected) {
            if (status != expected) {
                throw new AssertionError("expected " + expected + ", not " + status + ": " + body);
            }
            return this;
        }
    }

    public Answer get(String path) {
        return send("GET", path, Map.of(), null);
    }

    public Answer delete(String path) {
        return send("DELETE", path, Map.of(), null);
    }

    public Answer post(String path, String body) {
        return send("POST", path, Map.of("content-type", "application/json"), body);
    }

    public Answer post(String path, String body, String idempotencyKey) {
        return send("POST", path, Map.of("content-type", "application/json", "idempotency-key", idempotencyKey), body);
    }

    public Answer put(String path, String body, String ifMatch) {
        return send("PUT", path, Map.of("content-type", "application/json", "if-match", ifMatch), body);
    }

    public Answer put(String path, String body) {
        return send("PUT", path, Map.of("content-type", "application/json"), body);
    }

    public Answer patch(String path, String body, String ifMatch) {
        return send("PATCH", path, Map.of("content-type", "application/json", "if-match", ifMatch), body);
    }

    /**
     * Sends any request.
     *
     * @param path with its query, encoded
     */
    public Answer send(String method, String path, Map<String, String> headers, @Nullable String body) {
        return send(event(method, path, headers, body, false));
    }

    public Answer sendBytes(String method, String path, Map<String, String> headers, byte[] body) {
        return send(event(method, path, headers, Base64.getEncoder().encodeToString(body), true));
    }

    /** Sends a whole event. */
    public Answer send(Map<String, Object> event) {
        try {
            ByteArrayOutputStream result = new ByteArrayOutputStream();
            handler.handleRequest(new ByteArrayInputStream(JSON.writeValueAsBytes(event)), result, new TestContext());
            return answer(JSON.readTree(result.toByteArray()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Answer answer(JsonNode result) {
        Map<String, String> headers = new LinkedHashMap<>();
        result.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        result.path("cookies").forEach(cookie -> headers.merge("set-cookie", cookie.asText(), (a, b) -> a + "\n" + b));
        String body = result.path("body").asText("");
        return new Answer(
                result.path("statusCode").asInt(),
                headers,
                result.path("isBase64Encoded").asBoolean()
                        ? new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8)
                        : body);
    }

    /** The event of a request, to be changed before it is sent. */
    public Map<String, Object> event(
            String method, String path, Map<String, String> headers, @Nullable String body, boolean base64) {
        int question = path.indexOf('?');
        String rawPath = URLDecoder.decode(
                (question < 0 ? path : path.substring(0, question)).replace("+", "%2B"), StandardCharsets.UTF_8);
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("http", Map.of("method", method, "path", rawPath, "sourceIp", "127.0.0.1"));
        context.put("requestId", UUID.randomUUID().toString());
        if (caller != null) {
            context.put("authorizer", Map.of("lambda", caller.identity()));
        }
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("version", "2.0");
        event.put("rawPath", rawPath);
        event.put("rawQueryString", question < 0 ? "" : path.substring(question + 1));
        event.put("headers", headers);
        event.put("requestContext", context);
        if (body != null) {
            event.put("body", body);
        }
        event.put("isBase64Encoded", base64);
        return event;
    }
}
