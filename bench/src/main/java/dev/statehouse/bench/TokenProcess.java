package dev.statehouse.bench;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.authorizer.AuthorizerFunction;
import dev.statehouse.testing.TestContext;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The authorizer in a process: a file's name on standard input has it asked about each of the file's lines, "WORKSPACE TOKEN",
 * once and one after another. Its settings come from the environment, as on Lambda.
 */
final class TokenProcess {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static int asked;

    private TokenProcess() {}

    public static void main(String[] arguments) throws Exception {
        RequestStreamHandler function = new AuthorizerFunction();
        System.out.println("READY");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String file = orders.readLine(); file != null; file = orders.readLine()) {
            System.out.println(run(function, Files.readAllLines(Path.of(file))).line());
        }
    }

    private static Outcome run(RequestStreamHandler function, List<String> lines) throws IOException {
        List<byte[]> events = new ArrayList<>();
        for (String line : lines) {
            events.add(event(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1)));
        }
        long[] times = new long[events.size()];
        long errors = 0;
        long began = System.nanoTime();
        for (int i = 0; i < times.length; i++) {
            long before = System.nanoTime();
            ByteArrayOutputStream answer = new ByteArrayOutputStream(512);
            function.handleRequest(new ByteArrayInputStream(events.get(i)), answer, new TestContext());
            times[i] = System.nanoTime() - before;
            if (!answer.toString(StandardCharsets.UTF_8).startsWith(AuthorizerProcess.KNOWN)) {
                errors++;
                System.err.println(answer.toString(StandardCharsets.UTF_8));
            }
        }
        return Outcome.of(times, errors, (System.nanoTime() - began) / 1e9);
    }

    /** Each from an address of its own, whose limits it alone counts against. */
    private static byte[] event(String workspace, String token) throws IOException {
        asked++;
        String address = "10.77.%d.%d".formatted(asked >> 8 & 255, asked & 255);
        return JSON.writeValueAsBytes(Map.of(
                "version", "2.0",
                "type", "REQUEST",
                "routeKey", "GET /v1/projects",
                "rawPath", "/v1/projects",
                "rawQueryString", "",
                "headers",
                        Map.of(
                                "accept",
                                "application/json",
                                "authorization",
                                "Bearer " + token,
                                "statehouse-workspace",
                                workspace),
                "requestContext",
                        Map.of("http", Map.of("method", "GET", "path", "/v1/projects", "sourceIp", address))));
    }
}
