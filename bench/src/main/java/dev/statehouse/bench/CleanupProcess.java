package dev.statehouse.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.sessioncleanup.SessionCleanupFunction;
import dev.statehouse.testing.TestContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The cleanup function in a process, called again until nothing is due: each call ends at its deadline, and the next one goes on.
 * Prints each answer on a line of its own.
 */
final class CleanupProcess {

    private static final byte[] EVENT = "{}".getBytes(StandardCharsets.UTF_8);
    private static final ObjectMapper JSON = new ObjectMapper();

    private CleanupProcess() {}

    public static void main(String[] arguments) throws IOException {
        SessionCleanupFunction function = new SessionCleanupFunction();
        JsonNode answer;
        do {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            function.handleRequest(new ByteArrayInputStream(EVENT), out, new TestContext());
            answer = JSON.readTree(out.toByteArray());
            System.out.println(answer);
        } while (!answer.path("counts").path("finished").asBoolean());
        System.exit(0);
    }
}
