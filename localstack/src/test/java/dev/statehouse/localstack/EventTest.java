package dev.statehouse.localstack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a function receives, as it comes out of the real runtime interface client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventTest {
    private EchoStack stack;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        stack = EchoStack.start(directory);
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void anEventIsThisToTheByte() throws IOException {
        Wire.Response response = stack.send("""
                POST /echo?repeat=one&repeat=two%2Cthree&plus=a+b&encoded=a%2Bb&empty=&bare HTTP/1.1
                host: localhost
                User-Agent: test/1
                X-Repeated: first
                X-Repeated: second
                Cookie: session=abc=; theme=dark
                Cookie: third=3
                X-Forwarded-For: 192.0.2.7
                Content-Type: application/json; charset=utf-8""", "{\"λ\":\"\\u0000\"}".getBytes(StandardCharsets.UTF_8));

        String expected = """
                {"version":"2.0","routeKey":"ANY /echo","rawPath":"/echo",\
                "rawQueryString":"repeat=one&repeat=two%2Cthree&plus=a+b&encoded=a%2Bb&empty=&bare",\
                "cookies":["session=abc=","theme=dark","third=3"],\
                "headers":{"content-length":"15","content-type":"application/json; charset=utf-8","host":"localhost",\
                "user-agent":"test/1","x-amzn-trace-id":"Root=TRACE","x-forwarded-for":"192.0.2.7, 127.0.0.1",\
                "x-forwarded-port":"PORT","x-forwarded-proto":"http","x-repeated":"first,second"},\
                "queryStringParameters":{"bare":"","empty":"","encoded":"a+b","plus":"a b","repeat":"one,two,three"},\
                "requestContext":{"accountId":"123456789012","apiId":"localhost","domainName":"localhost",\
                "domainPrefix":"localhost","http":{"method":"POST","path":"/echo","protocol":"HTTP/1.1",\
                "sourceIp":"127.0.0.1","userAgent":"test/1"},"requestId":"REQUEST","routeKey":"ANY /echo",\
                "stage":"$default","time":"TIME","timeEpoch":EPOCH},\
                "body":"{\\"λ\\":\\"\\\\u0000\\"}","isBase64Encoded":false}""";
        assertEquals(expected, withoutVolatile(response.text()));
        assertEquals(
                response.header("apigw-requestid").getFirst(),
                event(response).at("/requestContext/requestId").asText());
    }

    @Test
    void whatIsAbsentHasNoKey() throws IOException {
        JsonNode event = event(stack.send("GET /echo HTTP/1.1\nhost: localhost"));

        assertFalse(event.has("cookies"));
        assertFalse(event.has("queryStringParameters"));
        assertFalse(event.has("pathParameters"));
        assertFalse(event.has("body"));
        assertFalse(event.path("requestContext").has("authorizer"));
        assertEquals("0", event.at("/headers/content-length").asText());
        assertEquals("", event.path("rawQueryString").asText());
    }

    @Test
    void pathsAreDecodedAndCutAtADecodedQuestionMark() throws IOException {
        JsonNode event = event(stack.send("GET /echo/%C3%BC%20%2B+b%3Fc?d=%C3%A9 HTTP/1.1\nhost: localhost"));

        assertEquals("/echo/ü ++b", event.path("rawPath").asText());
        assertEquals("ü ++b", event.at("/pathParameters/id").asText());
        assertEquals("d=%C3%A9", event.path("rawQueryString").asText());
        assertEquals("é", event.at("/queryStringParameters/d").asText());
        assertEquals("GET /echo/{id}", event.path("routeKey").asText());
    }

    @Test
    void greedyVariablesTakeTheRest() throws IOException {
        JsonNode event = event(stack.send("GET /files/a/b/c.txt HTTP/1.1\nhost: localhost"));

        assertEquals("a/b/c.txt", event.at("/pathParameters/proxy").asText());
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, false",
        "Application/JSON;charset=UTF-8, false",
        "text/csv, false",
        "application/xml, false",
        "application/javascript, false",
        "application/x-www-form-urlencoded, true",
        "application/merge-patch+json, true",
        "application/x-ndjson, true",
        "application/octet-stream, true",
        ", true"
    })
    void onlyTheseTypesTravelAsText(String type, boolean binary) throws IOException {
        byte[] body = {'a', (byte) 0xC3, (byte) 0xBC};
        String header = type == null ? "" : "\ncontent-type: " + type;
        JsonNode event = event(stack.send("POST /echo HTTP/1.1\nhost: localhost" + header, body));

        assertEquals(binary, event.path("isBase64Encoded").asBoolean());
        assertEquals(
                binary ? Base64.getEncoder().encodeToString(body) : "aü",
                event.path("body").asText());
    }

    @Test
    void everyByteSurvivesTheWayThereAndBack() throws IOException {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        JsonNode event = event(stack.send("PUT /echo HTTP/1.1\nhost: localhost\ncontent-type: image/png", all));
        Wire.Response back = stack.answering(
                "GET",
                "{\"statusCode\":200,\"isBase64Encoded\":true,\"headers\":{\"Content-Type\":\"image/png\"},\"body\":\"%s\"}"
                        .formatted(event.path("body").asText()));

        assertArrayEquals(all, back.body());
    }

    @Test
    void chunkedBodiesAreOneBody() throws IOException {
        Wire.Response response = Wire.sendLines(stack.port(), """
                POST /echo HTTP/1.1
                host: localhost
                connection: close
                content-type: text/plain
                transfer-encoding: chunked

                3
                abc
                2
                de
                0

                """);

        JsonNode event = event(response);
        assertEquals("abcde", event.path("body").asText());
        assertEquals("5", event.at("/headers/content-length").asText());
        assertTrue(event.at("/headers/transfer-encoding").isMissingNode());
    }

    private static JsonNode event(Wire.Response response) throws IOException {
        assertEquals(200, response.status(), response.text());
        return new ObjectMapper().readTree(response.body());
    }

    private String withoutVolatile(String event) {
        return event.replaceAll("Root=1-[0-9a-f]{8}-[0-9a-f]{24}", "Root=TRACE")
                .replaceAll("\"requestId\":\"[0-9a-f-]{36}\"", "\"requestId\":\"REQUEST\"")
                .replaceAll(
                        "\"time\":\"\\d{2}/[A-Z][a-z]{2}/\\d{4}:\\d{2}:\\d{2}:\\d{2} \\+0000\"", "\"time\":\"TIME\"")
                .replaceAll("\"timeEpoch\":\\d{13}", "\"timeEpoch\":EPOCH")
                .replace("\"" + stack.port() + "\"", "\"PORT\"");
    }
}
