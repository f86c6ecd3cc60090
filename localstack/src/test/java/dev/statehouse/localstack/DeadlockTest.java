package dev.statehouse.localstack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whoever changes rows of one workspace waits for others at most, and never both for each other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadlockTest {

    private FaultStack stack;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        stack = FaultStack.start();
    }

    @AfterAll
    void stop() throws IOException {
        stack.close();
    }

    @Test
    void mixedWritesOfTheSameRowsInAnyOrderDoNotDeadlock() throws Exception {
        String key = stack.workspace("mixed");
        List<String> members = List.of(member(), member(), member());
        MixedWriters writers = new MixedWriters(stack, key, members);
        long deadlocks = stack.deadlocks();

        // So that every instance of each function has been started.
        writers.run(8, 1);
        writers.run(8, 8);

        System.out.printf("mixed writes: %s; deadlocks: %d%n", writers.statuses(), stack.deadlocks() - deadlocks);
        assertEquals(List.of(), writers.failures());
        assertEquals(List.of(), writers.unsuccessful());
        assertEquals(deadlocks, stack.deadlocks(), "PostgreSQL ended deadlocks");
        assertLogIsWhole(key);
    }

    private String member() throws SQLException {
        String person = UUID.randomUUID().toString();
        try (Connection connection = stack.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO app.users (id, email) VALUES ('%1$s', '%1$s@example.org');
                    INSERT INTO app.memberships (workspace_id, user_id, role)
                    SELECT id, '%1$s', 'editor' FROM app.workspaces WHERE slug = 'mixed';
                    INSERT INTO app.api_keys (workspace_id, id, name, prefix, secret_sha256, role, user_id)
                    SELECT w.id, gen_random_uuid(), 'of a member', left(md5('%1$s' || n), 12), sha256('x'), 'admin', '%1$s'
                    FROM app.workspaces w, generate_series(1, 5) n WHERE slug = 'mixed'
                    """.formatted(person));
        }
        return person;
    }

    private void assertLogIsWhole(String key) throws IOException, InterruptedException {
        long next = 1;
        while (next > 0) {
            JsonNode check = stack.send("POST", "/v1/audit-log/verify?from=" + next, key, "")
                    .expect(200)
                    .json();
            assertEquals("", check.path("fault").asText(""), check.toString());
            next = check.path("next").asLong(0);
        }
    }

    /** The test's own proof: a deadlock would be counted. */
    @Test
    void aDeadlockWouldBeSeen() throws Exception {
        long before = stack.deadlocks();
        try (Connection first = locking(1);
                Connection second = locking(2)) {
            List<CompletableFuture<String>> crossed = List.of(
                    CompletableFuture.supplyAsync(() -> lockAndEnd(first, 2), Thread::startVirtualThread),
                    CompletableFuture.supplyAsync(() -> lockAndEnd(second, 1), Thread::startVirtualThread));
            assertEquals(
                    List.of("", "40P01"),
                    crossed.stream().map(CompletableFuture::join).sorted().toList());
        }
        assertEquals(before + 1, stack.deadlocks());
    }

    private Connection locking(int what) throws SQLException {
        Connection connection = stack.superuser();
        connection.setAutoCommit(false);
        lock(connection, what);
        return connection;
    }

    private static void lock(Connection connection, int what) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(77, " + what + ")");
        }
    }

    /** The SQLSTATE, empty if it got the lock; the transaction is over. */
    private static String lockAndEnd(Connection connection, int what) {
        try {
            try {
                lock(connection, what);
                return "";
            } catch (SQLException refused) {
                return refused.getSQLState();
            } finally {
                connection.rollback();
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
