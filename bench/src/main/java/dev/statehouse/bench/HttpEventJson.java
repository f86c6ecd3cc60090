package dev.statehouse.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request as API Gateway would hand it to Lambda after its authorizer: every field of payload format 2.0. */
final class HttpEventJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String KEY_ID = "0199aaaa-0000-7000-8000-000000000001";

    // One of some length; the function only asks whether there is one.
    private static final String ROUTE_KEY = "GET /v1/prompt-cards/{id}";

    private HttpEventJson() {}

    /** @param headers names in lower case; {@code x-workspace} stands for what the authorizer found out */
    static byte[] of(String method, String path, Map<String, String> headers, @Nullable String body)
            throws IOException {
        int question = path.indexOf('?');
        String rawPath = question < 0 ? path : path.substring(0, question);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_500);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("version", "2.0");
            json.writeStringField("routeKey", ROUTE_KEY);
            json.writeStringField("rawPath", rawPath);
            json.writeStringField("rawQueryString", question < 0 ? "" : path.substring(question + 1));
            json.writeObjectFieldStart("headers");
            for (Map.Entry<String, String> header : headers.entrySet()) {
                json.writeStringField(header.getKey(), header.getValue());
            }
            json.writeEndObject();
            context(json, method, rawPath, headers.getOrDefault("x-workspace", ""));
            if (body != null) {
                json.writeStringField("body", body);
            }
            json.writeBooleanField("isBase64Encoded", false);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void context(JsonGenerator json, String method, String path, String workspace) throws IOException {
        json.writeObjectFieldStart("requestContext");
        json.writeStringField("accountId", "000000000000");
        json.writeStringField("apiId", "local");
        json.writeObjectFieldStart("authorizer");
        json.writeObjectFieldStart("lambda");
        json.writeStringField("workspaceId", workspace);
        json.writeStringField("keyId", KEY_ID);
        json.writeStringField("role", "editor");
        json.writeEndObject();
        json.writeEndObject();
        json.writeStringField("domainName", "localhost");
        json.writeStringField("domainPrefix", "localhost");
        json.writeObjectFieldStart("http");
        json.writeStringField("method", method);
        json.writeStringField("path", path);
        json.writeStringField("protocol", "HTTP/1.1");
        json.writeStringField("sourceIp", "127.0.0.1");
        json.writeStringField("userAgent", "bench");
        json.writeEndObject();
        json.writeStringField("requestId", UUID.randomUUID().toString());
        json.writeStringField("routeKey", ROUTE_KEY);
        json.writeStringField("stage", "$default");
        json.writeStringField("time", "01/Nov/2026:00:00:00 +0000");
        json.writeNumberField("timeEpoch", System.currentTimeMillis());
        json.writeEndObject();
    }
}
