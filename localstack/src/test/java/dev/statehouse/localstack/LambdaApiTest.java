package dev.statehouse.localstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LambdaApiTest {

    private static final String ARN =
            "arn%3Aaws%3Alambda%3Aeu-central-1%3A123456789012%3Afunction%3AEchoFunction%3Alive";

    private static Wire.Response invoke(EchoStack stack, String function, String type, String event)
            throws IOException {
        return Wire.send(
                stack.adminPort(),
                "POST /2015-03-31/functions/%s/invocations HTTP/1.1\nhost: localhost\nx-amz-invocation-type: %s"
                        .formatted(function, type),
                event.getBytes(StandardCharsets.UTF_8));
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void functionsInvokeOthersByNameOrArnAndAnEventGoesOnByItself(@TempDir Path directory) throws Exception {
        try (EchoStack stack = EchoStack.start(directory)) {
            for (String name : new String[] {"EchoFunction", "EchoFunction%3Alive", ARN, "EchoFunction"}) {
                Wire.Response answer = invoke(stack, name, "RequestResponse", "{\"a\":1}");
                assertEquals(200, answer.status());
                assertEquals("{\"a\":1}", answer.text());
            }
            Instant start = Instant.now();
            assertEquals(
                    202,
                    invoke(stack, "SessionCleanupFunction", "Event", "{\"x-do\":\"throw\"}")
                            .status());
            assertTrue(Duration.between(start, Instant.now()).toMillis() < 1_000, "it waited for the function");
            Path log = directory.resolve("stack/logs/SessionCleanupFunction.log");
            while (!Files.readString(log).contains("as the test asked")) {
                assertTrue(Instant.now().isBefore(start.plusSeconds(60)), () -> "the event never came: " + read(log));
                Thread.sleep(50);
            }
            assertEquals(404, invoke(stack, "NoFunction", "Event", "{}").status());
            Wire.Response browser = Wire.send(
                    stack.adminPort(),
                    "POST /2015-03-31/functions/EchoFunction/invocations HTTP/1.1\nhost: localhost\norigin: https://evil.example");
            assertEquals(405, browser.status());
        }
    }

    @Test
    void functionsAreToldWhereItIs(@TempDir Path directory) throws Exception {
        try (EchoStack stack = EchoStack.start(directory)) {
            String said = stack.ask("GET", "/echo", "say").text();
            assertFalse(said.isEmpty());
            assertTrue(said.contains("AWS_ENDPOINT_URL_LAMBDA=http://localhost:" + stack.adminPort()), said);
        }
    }
}
