package dev.statehouse.data.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.statehouse.testing.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisTest {

    private static final int TIMEOUT_MS = 500;
    private static final Duration LONGER_THAN_THE_PAUSE = Duration.ofMillis(1_100);
    private static final RedisScript ECHO = RedisScript.of("return {ARGV[1], 7}");

    private TestRedis server;
    private Redis redis;

    @BeforeAll
    void start(@TempDir Path folder) {
        assumeTrue(TestRedis.available(), "needs a redis-server of this machine");
        server = TestRedis.start(folder);
        Map<String, Object> settings = server.properties();
        redis = new Redis(new RedisSettings(
                "localhost",
                Integer.parseInt(String.valueOf(settings.get("redis.port"))),
                String.valueOf(settings.get("redis.password")),
                TIMEOUT_MS,
                String.valueOf(settings.get("redis.ca"))));
    }

    @AfterEach
    void closeConnections() {
        redis.close();
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private Optional<List<Object>> echo(String text) {
        return redis.run(ECHO, new String[0], text);
    }

    private static Optional<List<Object>> answered(String text) {
        return Optional.of(List.of(text, 7L));
    }

    private int connections() {
        return server.command("CLIENT", "LIST").split("\n", -1).length - 1;
    }

    @Test
    void scriptsAndFieldsAreAnswered() {
        assertEquals(answered("é\n"), echo("é\n"));
        server.command("SCRIPT", "FLUSH");
        assertEquals(answered("again"), echo("again"));
        server.command("HSET", "hash", "one", "1");
        assertEquals(Optional.of(Arrays.asList("1", null)), redis.fields("hash", "one", "two"));
        redis.forget("hash");
        assertEquals(Optional.of(Arrays.asList(null, null)), redis.fields("hash", "one", "two"));
    }

    @Test
    void oneAfterTheOtherShareAConnection() {
        for (int i = 0; i < 20; i++) {
            assertTrue(redis.isThere());
        }
        assertEquals(1, connections());
    }

    @Test
    void whatRedisHasClosedIsNotNoticed() {
        assertTrue(redis.isThere());
        for (int i = 0; i < 5; i++) {
            server.command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
            assertEquals(answered("after " + i), echo("after " + i));
        }
    }

    @Test
    void manyAtOnceGetTheirOwnAnswers() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<Future<Integer>> wrong = new ArrayList<>();
            for (int thread = 0; thread < 16; thread++) {
                String name = "thread " + thread + " ";
                wrong.add(threads.submit(() -> {
                    int others = 0;
                    for (int i = 0; i < 200; i++) {
                        others += echo(name + i).equals(answered(name + i)) ? 0 : 1;
                    }
                    return others;
                }));
            }
            for (Future<Integer> each : wrong) {
                assertEquals(0, each.get());
            }
        }
        assertTrue(connections() <= 8, "as many as ask at once");
    }

    @Test
    void aLateAnswerIsNobodys() throws InterruptedException {
        assertTrue(redis.isThere());
        server.freeze();
        long start = System.nanoTime();
        assertEquals(Optional.empty(), echo("lost"));
        assertEquals(Optional.empty(), echo("not even asked"));
        assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() < 3 * TIMEOUT_MS);
        server.thaw();
        Thread.sleep(LONGER_THAN_THE_PAUSE);
        assertEquals(answered("mine"), echo("mine"));
    }

    @Test
    void aRefusalLeavesTheConnection() throws InterruptedException {
        assertTrue(redis.isThere());
        assertEquals(Optional.empty(), redis.run(RedisScript.of("return redis.error_reply('no')"), new String[0]));
        assertFalse(redis.isThere(), "left alone for a second");
        Thread.sleep(LONGER_THAN_THE_PAUSE);
        assertTrue(redis.isThere());
        assertEquals(1, connections());
    }
}
