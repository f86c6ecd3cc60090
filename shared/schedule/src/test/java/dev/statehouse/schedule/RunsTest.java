package dev.statehouse.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.testing.TestContext;
import dev.statehouse.testing.TestDatabase;
import io.micronaut.context.ApplicationContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunsTest {

    private static final String EVENT = "{\"due\": \"2026-03-01T02:00:00Z\", \"execution\": \"one\"}";

    /** What it did. */
    record Counts(int swept) {}

    /** Does what the test says. */
    static final class Script implements Operation {

        private final AtomicInteger runs = new AtomicInteger();
        private volatile boolean nudged;
        private volatile Function<Run, Object> work = run -> new Counts(1);

        @Override
        public String function() {
            return "script";
        }

        @Override
        public boolean hasDryRun() {
            return true;
        }

        @Override
        public boolean canBeNudged() {
            return nudged;
        }

        @Override
        public Object run(Run run) {
            runs.incrementAndGet();
            return work.apply(run);
        }
    }

    /** Its function. */
    static final class ScriptFunction extends ScheduledFunction {
        ScriptFunction(ApplicationContext context) {
            super(context, Script.class);
        }
    }

    private final TestDatabase database = TestDatabase.fresh();
    private final Script script = new Script();
    private ApplicationContext context;
    private ScriptFunction function;

    @BeforeAll
    void start() {
        context = ApplicationContext.builder(database.properties("statehouse_cleanup"))
                .properties(java.util.Map.of("database.pool-size", 4))
                .singletons(script)
                .start();
        function = new ScriptFunction(context);
    }

    @AfterAll
    void stop() {
        context.close();
        database.close();
    }

    @BeforeEach
    void clear() {
        database.asOwner("DELETE FROM operations.scheduled_runs");
        script.runs.set(0);
        script.work = run -> new Counts(1);
        script.nudged = false;
    }

    private String call(String event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        function.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, new TestContext());
        return answer.toString(StandardCharsets.UTF_8);
    }

    private String row() {
        try (Connection connection = database.connect("postgres", false);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT string_agg(concat_ws(' ', function, due_at AT TIME ZONE 'UTC', execution, attempt, outcome, counts, error),
                                          '; ' ORDER BY due_at)
                        FROM operations.scheduled_runs
                        """)) {
            row.next();
            return String.valueOf(row.getString(1));
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void aRunLeavesItsRow() throws IOException {
        assertEquals("{\"outcome\":\"succeeded\",\"counts\":{\"swept\":1}}", call(EVENT));
        assertEquals("script 2026-03-01 02:00:00 one 1 succeeded {\"swept\": 1}", row());
    }

    @Test
    void threeEventsAtOnceHaveOneEffect() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        script.work = run -> {
            try {
                running.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return new Counts(1);
        };
        List<String> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<String>> calls = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                calls.add(threads.submit(() -> call(EVENT)));
            }
            while (calls.stream().filter(Future::isDone).count() < 2) {
                Thread.sleep(5);
            }
            running.countDown();
            for (Future<String> answer : calls) {
                answers.add(answer.get());
            }
        }
        assertEquals(1, script.runs.get());
        assertEquals(
                1,
                answers.stream().filter(answer -> answer.contains("succeeded")).count());
        assertEquals("{\"outcome\":\"repeated\",\"counts\":null}", call(EVENT));
        assertEquals("script 2026-03-01 02:00:00 one 1 succeeded {\"swept\": 1}", row());
    }

    @Test
    void whoWorksAloneIsNotOverlapped() throws IOException {
        StringBuilder inside = new StringBuilder();
        script.work = run -> {
            if (inside.isEmpty()) {
                inside.append('-');
                try {
                    inside.append(call("{}"));
                } catch (IOException failed) {
                    throw new IllegalStateException(failed);
                }
            }
            return new Counts(1);
        };
        call(EVENT);
        assertEquals("-{\"outcome\":\"busy\",\"counts\":null}", inside.toString());
        assertTrue(call("{}").contains("succeeded"));
    }

    @Test
    void aFailureIsKeptAndServedAgain() throws IOException {
        script.work = run -> {
            throw new IllegalStateException("the password is hunter2");
        };
        assertThrows(IllegalStateException.class, () -> call(EVENT));
        assertEquals("script 2026-03-01 02:00:00 one 1 failed IllegalStateException", row());
        script.work = run -> {
            throw new OperationFailed("sessions could not be swept", new Counts(3), new IllegalStateException());
        };
        assertThrows(OperationFailed.class, () -> call(EVENT));
        assertEquals("script 2026-03-01 02:00:00 one 2 failed {\"swept\": 3} sessions could not be swept", row());
        script.work = run -> new Counts(7);
        assertTrue(call(EVENT).contains("succeeded"));
        assertEquals("script 2026-03-01 02:00:00 one 3 succeeded {\"swept\": 7}", row());
    }

    @Test
    void whatDidNotEndIsLostAndItsLateEndDoesNotCount() throws IOException {
        script.work = run -> {
            database.asOwner("UPDATE operations.scheduled_runs SET ends_by = now() - interval '1 second'");
            script.work = again -> new Counts(2);
            try {
                assertTrue(call(EVENT).contains("succeeded"));
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
            return new Counts(1);
        };
        call(EVENT);
        assertEquals("script 2026-03-01 02:00:00 one 2 succeeded {\"swept\": 2}", row());
    }

    @Test
    void aNudgeLeavesNoRowAndByHandEachCallCounts() throws IOException {
        script.nudged = true;
        call("{\"nudge\": true}");
        assertEquals("null", row());
        call("{\"dryRun\": true}");
        call("{}");
        assertEquals(2, row().split(";", -1).length);
        assertEquals(3, script.runs.get());
    }

    @Test
    void whatCanNotBeNudgedIsNotRunByANudge() throws IOException {
        for (String event : List.of("{\"nudge\": true}", "{\"nudge\": true, \"due\": \"2026-03-01T02:00:00Z\"}")) {
            assertEquals(
                    "script can't be nudged: it runs by its schedule or by hand",
                    assertThrows(IllegalArgumentException.class, () -> call(event))
                            .getMessage());
        }
        assertEquals(0, script.runs.get());
        assertEquals("null", row());
        call(EVENT);
        assertEquals(1, script.runs.get());
    }

    @Test
    void anEventThatIsNoneIsRefused() {
        for (String event :
                List.of("", "[]", "{\"due\": \"yesterday\"}", "{\"due\": 5e300}", "{\"dryRun\": \"maybe\"}")) {
            assertThrows(RuntimeException.class, () -> call(event), event);
        }
        assertEquals(0, script.runs.get());
        assertEquals("null", row());
    }

    @Test
    void oldRowsGo() throws IOException {
        database.asOwner("""
                INSERT INTO operations.scheduled_runs (function, due_at, alone, dry_run, outcome, ends_by, ended_at, started_at)
                SELECT 'script', now() - n * interval '30 days', true, false, 'succeeded', now(), now() - n * interval '30 days', now() - n * interval '30 days'
                FROM generate_series(1, 13) AS n
                """);
        call("{}");
        assertEquals(3 + 1, row().split(";", -1).length);
    }
}
