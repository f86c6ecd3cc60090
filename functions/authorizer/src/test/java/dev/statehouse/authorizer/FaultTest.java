package dev.statehouse.authorizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.data.identity.SessionToken;
import dev.statehouse.testing.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Redis makes it faster, never possible: whatever becomes of it, under load, the answers are the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultTest {

    private static final int THREADS = 4;
    private static final Duration PHASE = Duration.ofSeconds(3);

    private TestRedis redis;
    private Authorizer authorizer;
    private UUID workspace;
    private UUID person;
    private String key = "";
    private SessionToken session;
    private String revoked = "";

    @BeforeAll
    void start(@TempDir Path folder) {
        assumeTrue(TestRedis.available(), "needs a redis-server of this machine");
        redis = TestRedis.start(folder);
        Map<String, Object> properties = new HashMap<>(redis.properties());
        properties.put("redis.timeout-ms", 100);
        properties.put("database.pool-size", THREADS);
        properties.put("datasources.default.connection-timeout", 10_000);
        authorizer = new Authorizer(properties, null);
        workspace = authorizer.rows().workspace();
        // No limit is near, so that whatever is refused is refused by a fault.
        authorizer.database().asOwner("UPDATE workspaces SET plan = 'unlimited'");
        person = authorizer.rows().member(workspace, "admin");
        key = authorizer.key(workspace, null).text();
        session = authorizer.session(person);
        revoked = authorizer
                .key(workspace, null, "editor", ", revoked_at = now()")
                .text();
    }

    @AfterAll
    void stop() {
        if (authorizer != null) {
            authorizer.close();
            redis.close();
        }
    }

    private interface Fault {
        void happen() throws Exception;
    }

    /** Milliseconds of each answer, all of which were right. */
    private List<Double> load(Fault fault) throws Exception {
        Instant end = Instant.now().plus(PHASE);
        List<Double> times = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService clients = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                running.add(clients.submit(() -> {
                    for (int i = 0; Instant.now().isBefore(end); i++) {
                        long began = System.nanoTime();
                        check(i);
                        times.add((System.nanoTime() - began) / 1e6);
                        // A client's pause: the load must leave this machine's other work room.
                        Thread.sleep(2);
                    }
                    return null;
                }));
            }
            Thread.sleep(PHASE.toMillis() / 4);
            fault.happen();
            for (Future<?> each : running) {
                each.get();
            }
        }
        Collections.sort(times);
        return times;
    }

    private void check(int i) {
        switch (i % 3) {
            case 0 ->
                assertEquals("editor", authorizer.identify(key).path("role").asText());
            case 1 -> {
                JsonNode identity = authorizer.identify(session, workspace);
                assertEquals("admin", identity.path("role").asText(), identity::toString);
            }
            default -> {
                // One in forty: a stranger's requests are limited.
                if (i % 40 == 2) {
                    assertEquals("revoked", authorizer.denied(revoked));
                }
            }
        }
    }

    private static double p95(List<Double> sorted) {
        return sorted.get((int) (sorted.size() * 0.95));
    }

    @Test
    void noAnswerChangesWhateverBecomesOfRedis() throws Exception {
        load(() -> {});
        double undisturbed = p95(load(() -> {}));
        Map<String, Fault> faults = new java.util.LinkedHashMap<>();
        faults.put("flushed", () -> redis.command("FLUSHALL"));
        faults.put("its scripts flushed", () -> redis.command("SCRIPT", "FLUSH"));
        faults.put("out of memory", () -> {
            redis.command("CONFIG", "SET", "maxmemory-policy", "noeviction");
            redis.command("CONFIG", "SET", "maxmemory", "1");
        });
        faults.put("with memory again", () -> redis.command("CONFIG", "SET", "maxmemory", "0"));
        faults.put("frozen", () -> redis.freeze());
        faults.put("thawed", () -> redis.thaw());
        faults.put("killed", () -> redis.kill());
        faults.put("started again", () -> redis.start());
        System.out.printf("authorizer, p95 undisturbed: %.2f ms%n", undisturbed);
        for (Map.Entry<String, Fault> fault : faults.entrySet()) {
            List<Double> times = load(fault.getValue());
            System.out.printf(
                    "authorizer, Redis %s: %d answers, 0 wrong, p95 %.2f ms (%.1f times), slowest %.0f ms%n",
                    fault.getKey(), times.size(), p95(times), p95(times) / undisturbed, times.getLast());
            assertTrue(times.size() > 100, "hardly anything was answered");
            assertTrue(times.getLast() < 5_000, "an answer took " + times.getLast() + " ms");
        }
    }
}
