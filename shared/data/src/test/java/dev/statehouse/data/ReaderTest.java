package dev.statehouse.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.data.ReadFrom.Server;
import dev.statehouse.data.project.Projects;
import dev.statehouse.testing.Certificate;
import dev.statehouse.testing.Rows;
import dev.statehouse.testing.Standby;
import dev.statehouse.testing.TestDatabase;
import dev.statehouse.testing.WireTap;
import io.micronaut.context.ApplicationContext;
import io.micronaut.crac.test.CheckpointSimulator;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads that a standby answers, and what becomes of them when it does not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class ReaderTest {

    private Standby standby;
    private TestDatabase database;
    private TestTenant tenant;

    @BeforeAll
    void start() {
        standby = Standby.start();
        database = TestDatabase.fresh();
        tenant = TestTenant.of(new Rows(database).workspace());
        standby.catchUp();
    }

    @AfterAll
    void stop() {
        if (database != null) {
            database.close();
            standby.close();
        }
    }

    /** A function's beans. */
    private record Function(ApplicationContext context, TestTenant tenant) implements AutoCloseable {

        Workspaces workspaces() {
            return context.getBean(Workspaces.class);
        }

        Projects projects() {
            return context.getBean(Projects.class);
        }

        UUID write() {
            UUID id = Ids.next();
            workspaces().write(tenant, () -> projects().insert(id, "s" + id, "Project"));
            return id;
        }

        boolean finds(ReadFrom from, UUID project) {
            return workspaces()
                    .read(tenant, from, () -> Optional.ofNullable(projects().find(project)))
                    .isPresent();
        }

        /** What a query of one number answers. */
        int number(String sql) {
            return context.getBean(JdbcOperations.class).prepareStatement(sql, statement -> {
                try (var row = statement.executeQuery()) {
                    row.next();
                    return row.getInt(1);
                }
            });
        }

        @Override
        public void close() {
            context.close();
        }
    }

    private Function function(Map<String, Object> reader) {
        Map<String, Object> properties = database.properties("statehouse_app");
        properties.putAll(reader);
        return new Function(ApplicationContext.run(properties), tenant);
    }

    private Function reading(boolean pooled) {
        return function(standby.properties(standby.port(pooled)));
    }

    @Test
    void withoutAReaderTheWriterAnswers() {
        try (Function function = function(Map.of())) {
            UUID id = function.write();
            ReadFrom from = ReadFrom.anywhere();
            assertNull(from.answeredBy());
            assertTrue(function.finds(from, id));
            assertEquals(Server.WRITER, from.answeredBy());
            assertTrue(from.lagMs().isEmpty());
        }
    }

    @Test
    void aReadIsOneFlightAtTheReaderTooWithItsLag(@TempDir Path folder) {
        try (WireTap tap = WireTap.on(database.servers(), standby.port(true), Certificate.of(folder, "localhost"))) {
            Map<String, Object> properties = new HashMap<>(standby.properties(tap.port()));
            properties.put("database.reader.ca", tap.trusted().toString());
            try (Function function = function(properties)) {
                assertFalse(function.finds(ReadFrom.anywhere(), Ids.next()));
                tap.forget();
                ReadFrom from = ReadFrom.anywhere();
                assertFalse(function.finds(from, Ids.next()));
                assertEquals(Server.READER, from.answeredBy());
                assertTrue(from.lagMs().isPresent());
                assertEquals(1, tap.flights());
                List<WireTap.Sent> sent = tap.sent();
                assertEquals(2, sent.size(), sent.toString());
                assertTrue(sent.getFirst().sql().contains("SELECT app.enter_reader("), sent.toString());
                assertTrue(sent.stream().allMatch(statement -> statement.name().isEmpty()));
            }
        }
    }

    @Test
    void whatIsWrittenIsThereOnceItIsReplayedAndTheLagIsTold() {
        try (Function function = reading(true)) {
            standby.catchUp();
            standby.pause();
            UUID id = function.write();
            standby.await("SELECT pg_last_wal_receive_lsn() > pg_last_wal_replay_lsn()");
            ReadFrom stale = ReadFrom.anywhere();
            assertFalse(function.finds(stale, id));
            assertEquals(Server.READER, stale.answeredBy());
            assertTrue(stale.lagMs().orElseThrow() > 0);
            assertTrue(function.finds(ReadFrom.theWriter(), id));
            ReadFrom later = ReadFrom.anywhere();
            assertFalse(function.finds(later, id));
            assertTrue(later.lagMs().orElseThrow() > stale.lagMs().orElseThrow());
            standby.resume();
            standby.catchUp();
            ReadFrom replayed = ReadFrom.anywhere();
            assertTrue(function.finds(replayed, id));
            assertEquals(Server.READER, replayed.answeredBy());
        }
    }

    @Test
    void insideAWriteItIsTheWritersOwn() {
        try (Function function = reading(true)) {
            UUID id = Ids.next();
            assertTrue(function.workspaces().write(tenant, () -> {
                function.projects().insert(id, "s" + id, "Project");
                return function.finds(ReadFrom.anywhere(), id);
            }));
        }
    }

    @Test
    void workspacesAreApartAtTheReader() {
        try (Function function = reading(true)) {
            UUID id = function.write();
            TestTenant other = TestTenant.of(new Rows(database).workspace());
            standby.catchUp();
            ReadFrom from = ReadFrom.anywhere();
            assertNull(function.workspaces()
                    .read(other, from, () -> function.projects().find(id)));
            assertEquals(Server.READER, from.answeredBy());
            assertNotNull(function.workspaces()
                    .read(tenant, ReadFrom.anywhere(), () -> function.projects().find(id)));
        }
    }

    /** The endpoint of readers leads to the writer while there is no other server. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingIsWrittenThroughTheReadersEndpoint(boolean itIsTheWriter) {
        int port = itIsTheWriter ? database.servers().port("PGBOUNCER_PORT") : standby.port(true);
        try (Function function = function(standby.properties(port))) {
            standby.catchUp();
            ReadFrom from = ReadFrom.anywhere();
            assertFalse(function.finds(from, Ids.next()));
            assertEquals(Server.READER, from.answeredBy());
            if (itIsTheWriter) {
                assertEquals(0, from.lagMs().orElseThrow());
            }
            AtomicInteger attempts = new AtomicInteger();
            RuntimeException refused = assertThrows(
                    RuntimeException.class,
                    () -> function.workspaces().read(tenant, ReadFrom.anywhere(), () -> {
                        attempts.incrementAndGet();
                        return function.projects().insert(Ids.next(), "read-only", "Written");
                    }));
            assertEquals(Optional.of("25006"), DataError.sqlState(refused));
            assertEquals(1, attempts.get());
        }
    }

    @Test
    void whatIsTheCallersOwnFaultIsNotAskedTwice() {
        try (Function function = reading(true)) {
            AtomicInteger attempts = new AtomicInteger();
            Supplier<Integer> read = () -> {
                attempts.incrementAndGet();
                return function.number("SELECT CAST('word' AS integer)");
            };
            DataError invalid =
                    assertThrows(DataError.class, () -> function.workspaces().read(tenant, ReadFrom.anywhere(), read));
            assertEquals(DataError.Kind.INVALID, invalid.kind());
            assertEquals(1, attempts.get());
        }
    }

    @Test
    void whatTheReaderHasNoTablesOrFunctionsForYetTheWriterAnswers() {
        try (Function function = reading(true)) {
            standby.catchUp();
            standby.pause();
            database.asOwner("CREATE FUNCTION app.newest() RETURNS integer LANGUAGE sql RETURN 7;"
                    + " GRANT EXECUTE ON FUNCTION app.newest() TO statehouse_app");
            ReadFrom from = ReadFrom.anywhere();
            assertEquals(7, function.workspaces().read(tenant, from, () -> function.number("SELECT app.newest()")));
            assertEquals(Server.WRITER, from.answeredBy());
        } finally {
            standby.resume();
        }
    }

    /** A read holds a lock that the writer's own holder has gone past: PostgreSQL cancels it with 40001. */
    @Test
    void aReadThatGivesWayToReplicationIsDoneAtTheWriter() throws Exception {
        try (Function function = reading(true);
                ExecutorService others = Executors.newVirtualThreadPerTaskExecutor();
                Connection owner = database.connect("statehouse_master", false);
                Statement lock = owner.createStatement()) {
            ReadFrom from = ReadFrom.anywhere();
            Future<Integer> read = others.submit(() -> slowAtFirst(function, from));
            awaitTheSlowRead();
            owner.setAutoCommit(false);
            lock.execute("SET ROLE statehouse_owner; LOCK TABLE app.projects IN ACCESS EXCLUSIVE MODE");
            assertEquals(42, read.get());
            assertEquals(Server.WRITER, from.answeredBy());
            owner.rollback();
        }
    }

    /** Directly, so that it is PostgreSQL that says good-bye, and through PgBouncer, which does not. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aReaderThatStopsInTheMiddleIsAskedAgainWhenItIsBack(boolean pooled) throws Exception {
        try (Function function = reading(pooled);
                ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
            ReadFrom from = ReadFrom.anywhere();
            Future<Integer> read = others.submit(() -> slowAtFirst(function, from));
            awaitTheSlowRead();
            standby.stop();
            assertEquals(42, read.get());
            assertEquals(Server.WRITER, from.answeredBy());
            ReadFrom away = ReadFrom.anywhere();
            assertFalse(function.finds(away, Ids.next()));
            assertEquals(Server.WRITER, away.answeredBy());
            standby.startAgain();
            ReadFrom back;
            do {
                back = ReadFrom.anywhere();
                assertFalse(function.finds(back, Ids.next()));
            } while (back.answeredBy() != Server.READER);
        }
    }

    private int slowAtFirst(Function function, ReadFrom from) {
        AtomicInteger attempts = new AtomicInteger();
        return function.workspaces()
                .read(
                        tenant,
                        from,
                        () -> attempts.incrementAndGet() == 1
                                ? function.number(
                                        "SELECT count(*) FROM (SELECT pg_sleep(15), count(*) FROM projects) AS slow")
                                : 42);
    }

    private void awaitTheSlowRead() {
        standby.await("""
                SELECT count(*) > 0 FROM pg_stat_activity
                WHERE query LIKE '%pg_sleep%' AND wait_event = 'PgSleep' AND pid <> pg_backend_pid()
                """);
    }

    @Test
    void aReaderThatIsNotThereIsLeftAloneForAWhile() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        Map<String, Object> properties = new HashMap<>(standby.properties(port));
        properties.put("database.reader.connection-timeout-ms", 300);
        try (Function function = function(properties)) {
            for (int i = 0; i < 2; i++) {
                ReadFrom from = ReadFrom.anywhere();
                assertFalse(function.finds(from, Ids.next()));
                assertEquals(Server.WRITER, from.answeredBy());
            }
        }
    }

    @Test
    void aReaderThatSaysNothingIsNotWaitedFor() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, Object> properties = new HashMap<>(standby.properties(silent.getLocalPort()));
            properties.put("database.reader.connection-timeout-ms", 300);
            try (Function function = function(properties)) {
                ReadFrom from = ReadFrom.anywhere();
                assertFalse(function.finds(from, Ids.next()));
                assertEquals(Server.WRITER, from.answeredBy());
            }
        }
    }

    @Test
    void aSnapshotHoldsNoConnectionOfTheReader() {
        try (Function function = reading(false)) {
            String sessions = newSessions();
            assertFalse(function.finds(ReadFrom.anywhere(), Ids.next()));
            standby.await(sessions.formatted(1));
            CheckpointSimulator snapshot = function.context().getBean(CheckpointSimulator.class);
            snapshot.runBeforeCheckpoint();
            standby.await(sessions.formatted(0));
            snapshot.runAfterRestore();
            ReadFrom from = ReadFrom.anywhere();
            assertFalse(function.finds(from, Ids.next()));
            assertEquals(Server.READER, from.answeredBy());
        }
    }

    @Test
    void aFunctionThatReadsNothingThereOpensNothingThere() throws SQLException {
        try (Function function = reading(false)) {
            String sessions = newSessions();
            assertTrue(function.finds(ReadFrom.theWriter(), function.write()));
            standby.await(sessions.formatted(0));
        }
    }

    // Since now: PgBouncer keeps those that others had through it.
    private String newSessions() {
        return "SELECT count(*) = %%d FROM pg_stat_activity WHERE datname = '%s' AND usename = 'statehouse_app' AND backend_start > '%s'"
                .formatted(database.name(), Instant.now());
    }
}
