package dev.statehouse.bench;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.authorizer.AuthorizerFunction;
import dev.statehouse.testing.TestContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The authorizer in a process, called directly on demand. Its settings come from the environment, as on Lambda. */
final class AuthorizerProcess {

    /** What the answer about a good key begins with. */
    static final String KNOWN = "{\"isAuthorized\":true,\"context\":{\"workspaceId\"";

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final byte[] KNOWN_BYTES = KNOWN.getBytes(StandardCharsets.US_ASCII);
    private static final Context CONTEXT = new TestContext();

    // Made at the first request with each key: the handler is measured, not what writes its events.
    private static final Map<String, byte[]> EVENTS = new ConcurrentHashMap<>();

    private AuthorizerProcess() {}

    public static void main(String[] arguments) throws Exception {
        RequestStreamHandler function = new AuthorizerFunction();
        WorkerProcess.serve(name -> (thread, get) -> call(function, get));
    }

    private static void call(RequestStreamHandler function, Requests.Get get) throws IOException {
        byte[] event = EVENTS.get(get.path());
        if (event == null) {
            event = event(get);
            EVENTS.put(get.path(), event);
        }
        ByteArrayOutputStream result = new ByteArrayOutputStream(512);
        function.handleRequest(new ByteArrayInputStream(event), result, CONTEXT);
        byte[] answer = result.toByteArray();
        if (Arrays.mismatch(answer, KNOWN_BYTES) != KNOWN_BYTES.length) {
            throw new IOException(result.toString(StandardCharsets.UTF_8));
        }
    }

    /** Each key from an address of its own. */
    static byte[] event(Requests.Get get) throws IOException {
        int address = get.path().hashCode();
        String sourceIp = "10.%d.%d.%d".formatted(address >> 16 & 255, address >> 8 & 255, address & 255);
        return JSON.writeValueAsBytes(Map.of(
                "version", "2.0",
                "type", "REQUEST",
                "routeKey", "GET /v1/projects",
                "rawPath", "/v1/projects",
                "rawQueryString", "",
                "headers", Map.of("accept", "application/json", "authorization", "Bearer " + get.path()),
                "requestContext",
                        Map.of("http", Map.of("method", "GET", "path", "/v1/projects", "sourceIp", sourceIp))));
    }
}
