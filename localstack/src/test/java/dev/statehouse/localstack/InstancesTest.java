package dev.statehouse.localstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.testing.Signals;
import java.io.IOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Functions as processes: what they get, how many there are, and what becomes of those that die or freeze. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstancesTest {
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
    void aFunctionHasItsOwnEnvironmentMemoryAndDeadlineOnly() throws IOException {
        JsonNode said = said("/echo", "say");

        String environment = said.path("environment").asText();
        assertTrue(environment.contains("OWN=1"), environment);
        assertTrue(environment.contains("GREETING=hello from eu-central-1"), environment);
        assertTrue(environment.contains("AWS_LAMBDA_FUNCTION_MEMORY_SIZE=256"), environment);
        assertTrue(environment.contains("TZ=:UTC"), environment);
        assertFalse(environment.contains("DATABASE_HOST"), "only AWS knows the database's address");
        assertFalse(environment.contains("HOME="), environment);
        // 85% of 256, less what a serial collector keeps for itself.
        int heap = said.path("heapMegabytes").asInt();
        assertTrue(heap > 195 && heap <= 218, "heap of " + heap);
        int remaining = said.path("remainingMs").asInt();
        assertTrue(remaining > 19_000 && remaining <= 20_000, "remaining " + remaining);
        assertEquals(
                "arn:aws:lambda:eu-central-1:123456789012:function:EchoFunction",
                said.path("arn").asText());
    }

    @Test
    void twoEventsAtOnceGetTwoProcessesAndMoreWait() throws Exception {
        Set<Integer> pids = new HashSet<>();
        for (Wire.Response response : atOnce(4, "/echo", "sleep:1000")) {
            assertEquals(200, response.status());
            pids.add(json(response).path("pid").asInt());
        }

        assertEquals(2, pids.size());
    }

    @Test
    void aFullQueueIsA429(@TempDir Path directory) throws Exception {
        try (EchoStack small = EchoStack.start(directory, "--instances", "1", "--queue", "1")) {
            small.ask("GET", "/echo", "say");
            // A process is free again only when it has asked for its next event, a moment after its answer.
            awaitStatus(small, "EchoFunction", status -> status.contains(" idle"));
            List<Integer> statuses = new ArrayList<>();
            for (Wire.Response response : atOnce(small, 3, "/echo", "sleep:500")) {
                statuses.add(response.status());
            }

            assertEquals(List.of(200, 200, 429), statuses.stream().sorted().toList());
        }
    }

    @Test
    void aTimeoutKillsTheProcess() throws IOException {
        int before = said("/brief", "say").path("pid").asInt();
        Wire.Response response = stack.ask("POST", "/brief", "sleep:5000");

        assertEquals(500, response.status());
        assertEquals("{\"message\":\"Internal Server Error\"}", response.text());
        assertNotEquals(before, said("/brief", "say").path("pid").asInt());
        assertFalse(ProcessHandle.of(before).isPresent());
    }

    @Test
    void aFrozenProcessTimesOutAndIsReplaced() throws Exception {
        int before = said("/brief", "say").path("pid").asInt();
        Signals.send("STOP", before);

        assertEquals(500, stack.ask("POST", "/brief", "say").status());
        assertNotEquals(before, said("/brief", "say").path("pid").asInt());
    }

    @Test
    void aCrashIsA500AndTheNextEventFindsANewProcess() throws IOException {
        Wire.Response response = stack.ask("POST", "/brief", "crash");

        assertEquals(500, response.status());
        assertEquals(200, stack.ask("POST", "/brief", "say").status());
    }

    @Test
    void aProcessKilledWhileIdleCostsNoRequest() throws Exception {
        int before = said("/brief", "say").path("pid").asInt();
        Signals.send("KILL", before);
        // The gateway's own JVM learns of it a moment later; an event in between would be lost with the process.
        awaitStatus(stack, "BriefFunction", status -> !status.contains(" " + before + " "));

        assertNotEquals(before, said("/brief", "say").path("pid").asInt());
    }

    @Test
    void anExceptionIsA500AndTheProcessLives() throws IOException {
        int before = said("/brief", "say").path("pid").asInt();

        assertEquals(500, stack.ask("POST", "/brief", "throw").status());
        assertEquals(before, said("/brief", "say").path("pid").asInt());
    }

    @Test
    void aHandlerThatDoesNotExistIsA500AndTheLogSaysWhy() throws IOException {
        assertEquals(500, stack.ask("GET", "/broken", "say").status());

        Path log = stack.directory().resolve("stack/logs/BrokenFunction.log");
        assertTrue(Files.readString(log).contains("dev.statehouse.localstack.echo.Absent"));
    }

    @Test
    void aRebuiltFunctionIsPickedUp(@TempDir Path directory) throws Exception {
        try (EchoStack rebuilt = EchoStack.start(directory)) {
            int before = json(rebuilt.ask("GET", "/echo", "say")).path("pid").asInt();
            EchoStack.writeArtefact(
                    directory, Map.of("META-INF/swagger/echo.yml", "openapi: 3.0.1\npaths: {/v9: {}}\n"));
            Instant giveUp = Instant.now().plusSeconds(10);
            int after = before;
            while (after == before && Instant.now().isBefore(giveUp)) {
                Thread.sleep(Duration.ofMillis(200));
                after = json(rebuilt.ask("GET", "/echo", "say")).path("pid").asInt();
            }

            assertNotEquals(before, after);
            assertTrue(rebuilt.send("GET /openapi.json HTTP/1.1\nhost: localhost")
                    .text()
                    .contains("\"/v9\""));
        }
    }

    @Test
    void schedulesAndFunctionsRunOnceByName() throws IOException {
        Wire.Response daily = run("session-cleanup-daily", "");
        Wire.Response hourly = run("Hourly", "");

        assertTrue(daily.text().matches("\\{\"at\": \"\\d{4}-.*Z\"}"), daily.text());
        assertEquals("aws.scheduler", json(hourly).path("source").asText());
        assertEquals(200, run("session-cleanup", "").status());
        assertEquals(
                "{\"direct\":1}",
                run("SessionCleanupFunction", "{\"direct\":1}").text());
        assertEquals(404, run("nobody", "").status());
        assertEquals(502, run("broken", "").status());
    }

    @Test
    void pagesOfOtherOriginsMayNotRunFunctions() throws IOException {
        Wire.Response response = Wire.send(
                stack.adminPort(), "POST /run/session-cleanup HTTP/1.1\nhost: localhost\norigin: https://evil.example");

        assertEquals(405, response.status());
    }

    @Test
    void closingTheStackEndsItsProcesses(@TempDir Path directory) throws Exception {
        EchoStack other = EchoStack.start(directory);
        int pid = json(other.ask("GET", "/echo", "say")).path("pid").asInt();
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        assertTrue(Files.exists(directory.resolve("stack/gateway.env")));
        other.close();

        process.onExit().get();
        assertFalse(Files.exists(directory.resolve("stack/gateway.env")));
    }

    @Test
    void aPortThatIsAskedForAndTakenIsAnError(@TempDir Path directory) {
        assertThrows(
                BindException.class,
                () -> EchoStack.start(directory, "--port", Integer.toString(stack.port()))
                        .close());
    }

    private JsonNode said(String path, String what) throws IOException {
        Wire.Response response = stack.ask(path.equals("/brief") ? "POST" : "GET", path, what);
        assertEquals(200, response.status(), response.text());
        return json(response);
    }

    private Wire.Response run(String name, String event) throws IOException {
        return Wire.send(
                stack.adminPort(),
                "POST /run/%s HTTP/1.1\nhost: localhost".formatted(name),
                event.getBytes(StandardCharsets.UTF_8));
    }

    private List<Wire.Response> atOnce(int count, String path, String what)
            throws InterruptedException, ExecutionException {
        return atOnce(stack, count, path, what);
    }

    /** Until what the gateway says of a function's processes is as wanted. */
    private static void awaitStatus(EchoStack stack, String function, Predicate<String> wanted)
            throws IOException, InterruptedException {
        Instant giveUp = Instant.now().plusSeconds(10);
        String status = status(stack, function);
        while (!wanted.test(status)) {
            assertTrue(Instant.now().isBefore(giveUp), status);
            Thread.sleep(Duration.ofMillis(10));
            status = status(stack, function);
        }
    }

    private static String status(EchoStack stack, String function) throws IOException {
        return json(Wire.send(stack.adminPort(), "GET /status HTTP/1.1\nhost: localhost"))
                .path(function)
                .toString();
    }

    private static List<Wire.Response> atOnce(EchoStack stack, int count, String path, String what)
            throws InterruptedException, ExecutionException {
        List<Wire.Response> responses = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Wire.Response>> pending = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                pending.add(clients.submit(() -> stack.ask("GET", path, what)));
            }
            for (Future<Wire.Response> response : pending) {
                responses.add(response.get());
            }
        }
        return responses;
    }

    private static JsonNode json(Wire.Response response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }
}
