package dev.statehouse.localstack.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.statehouse.localstack.template.LocalAccount;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes events of payload format 2.0, for functions and for authorizers.
 *
 * <p>AWS: "Create AWS Lambda proxy integrations for HTTP APIs" and "Control access to HTTP APIs with AWS Lambda
 * authorizers". Beyond the manual, from captures of real events: header and query names are sorted; values of repeated
 * ones are joined by a comma without a space; a {@code +} in a query is a space; {@code rawPath} is decoded while
 * {@code rawQueryString} is as sent; {@code content-length} is always there; the cookie header is in {@code cookies}
 * only; what is absent has no key.
 */
final class EventWriter {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    /** Of the connection to the gateway, not of the message; not seen in captured events. */
    private static final Set<String> CONNECTION_HEADERS = Set.of(
            "connection",
            "cookie",
            "expect",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private final int port;

    /** @param port of the gateway, for {@code x-forwarded-port} */
    EventWriter(int port) {
        this.port = port;
    }

    /** The event of a route's function. {@code context} is the JSON object that the authorizer gave, or empty. */
    byte[] proxyEvent(ClientRequest request, Match match, String context) {
        return written(json -> {
            writeStart(json, request, match);
            writeRequestContext(json, request, match, context);
            writeMap(json, "pathParameters", match.pathParameters());
            writeBody(json, request);
        });
    }

    /** The event of an authorizer: without a body. {@code identitySource} is left out, since no authorizer has one here. */
    byte[] authorizerEvent(ClientRequest request, Match match) {
        return written(json -> {
            json.writeStringField("type", "REQUEST");
            json.writeStringField(
                    "routeArn",
                    "arn:aws:execute-api:%s:%s:%s/$default/%s%s"
                            .formatted(
                                    LocalAccount.REGION,
                                    LocalAccount.ACCOUNT_ID,
                                    LocalAccount.API_ID,
                                    request.method(),
                                    request.rawPath()));
            writeStart(json, request, match);
            writeRequestContext(json, request, match, "");
            writeMap(json, "pathParameters", match.pathParameters());
        });
    }

    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] written(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("version", "2.0");
            content.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void writeStart(JsonGenerator json, ClientRequest request, Match match) throws IOException {
        json.writeStringField("routeKey", match.route().key().toString());
        json.writeStringField("rawPath", request.rawPath());
        json.writeStringField("rawQueryString", request.query());
        writeCookies(json, request.headers().getOrDefault("cookie", List.of()));
        writeMap(json, "headers", headers(request));
        writeMap(json, "queryStringParameters", queryParameters(request.query()));
    }

    private static void writeCookies(JsonGenerator json, List<String> cookieHeaders) throws IOException {
        if (cookieHeaders.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("cookies");
        for (String header : cookieHeaders) {
            for (String cookie : header.split(";", -1)) {
                if (!cookie.isBlank()) {
                    json.writeString(cookie.strip());
                }
            }
        }
        json.writeEndArray();
    }

    private Map<String, String> headers(ClientRequest request) {
        Map<String, String> headers = new TreeMap<>();
        request.headers().keySet().stream()
                .filter(name -> !CONNECTION_HEADERS.contains(name))
                .forEach(name -> headers.put(name, request.header(name)));
        String forwardedFor = request.header("x-forwarded-for");
        headers.put("content-length", Integer.toString(request.body().length));
        headers.put("x-amzn-trace-id", request.traceId());
        headers.put("x-forwarded-for", (forwardedFor.isEmpty() ? "" : forwardedFor + ", ") + request.sourceIp());
        headers.put("x-forwarded-port", Integer.toString(port));
        headers.put("x-forwarded-proto", "http");
        return headers;
    }

    static Map<String, String> queryParameters(String query) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = PercentEncoding.decodedQuery(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : PercentEncoding.decodedQuery(pair.substring(equals + 1));
                parameters.merge(name, value, (earlier, later) -> earlier + "," + later);
            }
        }
        return parameters;
    }

    private static void writeRequestContext(JsonGenerator json, ClientRequest request, Match match, String context)
            throws IOException {
        json.writeObjectFieldStart("requestContext");
        json.writeStringField("accountId", LocalAccount.ACCOUNT_ID);
        json.writeStringField("apiId", LocalAccount.API_ID);
        if (!context.isEmpty()) {
            json.writeObjectFieldStart("authorizer");
            json.writeFieldName("lambda");
            json.writeRawValue(context);
            json.writeEndObject();
        }
        json.writeStringField("domainName", "localhost");
        json.writeStringField("domainPrefix", "localhost");
        writeMap(json, "http", http(request));
        json.writeStringField("requestId", request.requestId());
        json.writeStringField("routeKey", match.route().key().toString());
        json.writeStringField("stage", "$default");
        json.writeStringField("time", TIME.format(request.received()));
        json.writeNumberField("timeEpoch", request.received().toEpochMilli());
        json.writeEndObject();
    }

    private static Map<String, String> http(ClientRequest request) {
        Map<String, String> http = new LinkedHashMap<>();
        http.put("method", request.method());
        http.put("path", request.rawPath());
        http.put("protocol", request.protocol());
        http.put("sourceIp", request.sourceIp());
        http.put("userAgent", request.header("user-agent"));
        return http;
    }

    private static void writeMap(JsonGenerator json, String name, Map<String, String> map) throws IOException {
        if (map.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> entry : map.entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    private static void writeBody(JsonGenerator json, ClientRequest request) throws IOException {
        boolean text = MediaTypes.isText(request.header("content-type"));
        if (request.body().length > 0) {
            json.writeStringField(
                    "body",
                    text
                            ? new String(request.body(), StandardCharsets.UTF_8)
                            : Base64.getEncoder().encodeToString(request.body()));
        }
        json.writeBooleanField("isBase64Encoded", request.body().length > 0 && !text);
    }
}
