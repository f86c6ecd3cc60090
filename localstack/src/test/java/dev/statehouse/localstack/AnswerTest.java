package dev.statehouse.localstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client receives: functions' answers, the authorizer's denials, the limits, the stack's own pages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswerTest {
    private static final String NO_SPACE_FOR_MORE = "x".repeat(10_240);

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
    void statusHeadersCookiesAndBodyArePassedOn() throws IOException {
        Wire.Response response = stack.answering("GET", """
                {"statusCode":201,"headers":{"Content-Type":"text/html","X-Number":7,"Content-Length":"99"},
                 "multiValueHeaders":{"x-ignored":["1"]},"cookies":["a=1; Path=/","b=2"],"body":"<p>ü</p>"}""");

        assertEquals(201, response.status());
        assertEquals("<p>ü</p>", response.text());
        assertEquals(List.of("text/html"), response.header("content-type"));
        assertEquals(List.of("7"), response.header("x-number"));
        assertEquals(List.of("9"), response.header("content-length"));
        assertEquals(List.of("a=1; Path=/", "b=2"), response.header("set-cookie"));
        assertEquals(List.of(), response.header("x-ignored"));
    }

    @Test
    void withoutAStatusItIsTheBodyOfA200() throws IOException {
        Wire.Response object = stack.answering("GET", "{\"hello\": 1}");
        Wire.Response text = stack.answering("GET", "\"hello\"");

        assertEquals("{\"hello\": 1}", object.text());
        assertEquals(List.of("application/json"), object.header("content-type"));
        assertEquals("hello", text.text());
    }

    @Test
    void headHasTheLengthAndNoBody() throws IOException {
        Wire.Response response = stack.answering("HEAD", "{\"statusCode\":200,\"body\":\"four\"}");

        assertEquals(List.of("4"), response.header("content-length"));
        assertEquals(List.of("text/plain;charset=UTF-8"), response.header("content-type"));
        assertEquals(0, response.body().length);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void theseHaveNoBody(int status) throws IOException {
        Wire.Response response =
                stack.answering("GET", "{\"statusCode\":%d,\"headers\":{\"etag\":\"1\"}}".formatted(status));

        assertEquals(status, response.status());
        assertEquals(List.of("1"), response.header("etag"));
        assertEquals(0, response.body().length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "{\"statusCode\":200} trailing",
                "{\"statusCode\":\"fine\"}",
                "{\"statusCode\":99}",
                "{\"statusCode\":200,\"body\":{\"a\":1}}",
                "{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"*\"}",
                "{\"statusCode\":200,\"headers\":{\"a\":\"x\\r\\ny: z\"}}"
            })
    void whatIsNoAnswerIsA500(String answer) throws IOException {
        assertFault(500, "Internal Server Error", stack.answering("GET", answer));
    }

    @Test
    void unknownRoutesAndMethodsAreA404() throws IOException {
        assertFault(404, "Not Found", stack.send("GET /nowhere HTTP/1.1\nhost: localhost"));
        assertFault(404, "Not Found", stack.send("DELETE /echo/1 HTTP/1.1\nhost: localhost"));
        assertFault(404, "Not Found", stack.send("GET /echo/ HTTP/1.1\nhost: localhost"));
    }

    @Test
    void theAuthorizersContextReachesTheFunction() throws IOException {
        Wire.Response response = decide("allow");

        assertEquals(200, response.status());
        assertTrue(
                response.text()
                        .contains(
                                "\"authorizer\":{\"lambda\":{\"role\":\"admin\",\"seen\":{\"version\":\"2.0\","
                                        + "\"type\":\"REQUEST\",\"routeArn\":\"arn:aws:execute-api:eu-central-1:123456789012:localhost"
                                        + "/$default/GET/private/7\",\"routeKey\":\"GET /private/{id}\",\"rawPath\":\"/private/7\""),
                response.text());
        assertTrue(response.text().contains("\"pathParameters\":{\"id\":\"7\"}"));
    }

    @Test
    void theAuthorizerDecides() throws IOException {
        assertEquals(200, decide("allow-bare").status());
        assertFault(403, "Forbidden", decide("deny"));
        assertFault(500, "Internal Server Error", decide("nonsense"));
        assertFault(500, "Internal Server Error", decide("fail"));
    }

    @Test
    void requestLineAndHeaderValuesMayHave10240Bytes() throws IOException {
        // The request line has 18 bytes, the other values "localhost" and "close" 14.
        String head = "GET /echo HTTP/1.1\nhost: localhost\nx-long: ";

        assertEquals(200, stack.send(head + NO_SPACE_FOR_MORE.substring(32)).status());
        assertFault(431, "Request Header Fields Too Large", stack.send(head + NO_SPACE_FOR_MORE.substring(31)));
    }

    @Test
    void bodiesMayHave10MegabytesAndTheirEventsSix() throws IOException {
        String health = "GET /_localstack/health HTTP/1.1\nhost: localhost";
        assertEquals(200, stack.send(health, new byte[10 * 1024 * 1024]).status());
        assertFault(413, "Request Entity Too Large", stack.send(health, new byte[10 * 1024 * 1024 + 1]));

        // The answer is the event, so it says how much of it is not body.
        String post = "POST /echo HTTP/1.1\nhost: localhost\ncontent-type: text/plain";
        int overhead = stack.send(post, new byte[1_000_000]).body().length - 6 * 1_000_000;
        byte[] most = "x".repeat(6 * 1024 * 1024 - overhead).getBytes(StandardCharsets.UTF_8);
        assertEquals(6 * 1024 * 1024, stack.send(post, most).body().length);
        byte[] tooMuch = Arrays.copyOf(most, most.length + 1);
        tooMuch[most.length] = 'x';
        assertFault(413, "Request Entity Too Large", stack.send(post, tooMuch));
    }

    @Test
    void answersMayHaveSixMegabytesAndAHundredBytes() throws IOException {
        int most = 6 * 1024 * 1024 + 100;

        assertEquals(most - 2, stack.ask("GET", "/echo", "fill:" + most).body().length);
        assertFault(500, "Internal Server Error", stack.ask("GET", "/echo", "fill:" + (most + 1)));
        assertEquals(200, stack.ask("GET", "/echo", "say").status());
    }

    @Test
    void preflightsAreAnsweredHere() throws IOException {
        Wire.Response allowed = preflight("https://app.example");

        assertEquals(204, allowed.status());
        assertEquals(List.of("https://app.example"), allowed.header("access-control-allow-origin"));
        assertEquals(List.of("GET,POST"), allowed.header("access-control-allow-methods"));
        assertEquals(List.of("600"), allowed.header("access-control-max-age"));
        assertEquals(List.of(), preflight("https://other.example").header("access-control-allow-origin"));
    }

    @Test
    void theStackServesItsDescriptionAndPage() throws IOException {
        assertEquals(
                200,
                stack.send("GET /_localstack/health HTTP/1.1\nhost: localhost").status());
        assertTrue(
                stack.send("GET /openapi.json HTTP/1.1\nhost: localhost").text().contains("\"openapi\""));
        assertEquals(302, stack.send("GET /docs HTTP/1.1\nhost: localhost").status());
        String page = stack.send("GET /docs/ HTTP/1.1\nhost: localhost").text();
        assertTrue(page.contains("swagger-ui-bundle.js"));
        assertTrue(!page.contains("http://") && !page.contains("https://"), page);
        assertTrue(stack.send("GET /docs/mail HTTP/1.1\nhost: localhost").text().contains("No messages yet"));
        Wire.Response bundle = stack.send("GET /docs/swagger-ui-bundle.js HTTP/1.1\nhost: localhost");
        assertEquals(200, bundle.status());
        assertTrue(stack.send("GET /docs/swagger-initializer.js HTTP/1.1\nhost: localhost")
                .text()
                .contains("/openapi.json"));
        assertEquals(
                404, stack.send("GET /docs/../secret HTTP/1.1\nhost: localhost").status());
    }

    private Wire.Response decide(String decision) throws IOException {
        return stack.send("GET /private/7?q=1 HTTP/1.1\nhost: localhost\nx-decision: " + decision);
    }

    private Wire.Response preflight(String origin) throws IOException {
        return stack.send("""
                OPTIONS /echo HTTP/1.1
                host: localhost
                origin: %s
                access-control-request-method: GET""".formatted(origin));
    }

    private static void assertFault(int status, String message, Wire.Response response) {
        assertEquals(status, response.status(), response.text());
        assertEquals("{\"message\":\"%s\"}".formatted(message), response.text());
        assertEquals(List.of("application/json"), response.header("content-type"));
    }
}
