package dev.statehouse.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.data.project.Project;
import dev.statehouse.data.project.Projects;
import dev.statehouse.data.prompt.PromptCard;
import dev.statehouse.data.prompt.PromptCards;
import dev.statehouse.testing.Rows;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkspacesTest {

    private TappedDatabase tapped;
    private Workspaces workspaces;
    private Projects projects;
    private PromptCards cards;
    private TestTenant tenant;
    private TestTenant other;

    @BeforeAll
    void start(@TempDir Path folder) {
        tapped = new TappedDatabase(folder);
        workspaces = tapped.bean(Workspaces.class);
        projects = tapped.bean(Projects.class);
        cards = tapped.bean(PromptCards.class);
        tenant = TestTenant.of(new Rows(tapped.database()).workspace());
        other = TestTenant.of(new Rows(tapped.database()).workspace());
    }

    @AfterAll
    void stop() {
        tapped.close();
    }

    @Test
    void aRepositoryOutsideThrows() {
        assertThrows(RuntimeException.class, () -> projects.list(null, 10));
        tapped.tap().forget();
        assertThrows(RuntimeException.class, () -> projects.insert(Ids.next(), slug(), "Outside"));
        assertEquals(List.of(), tapped.tap().sent());
    }

    @Test
    void workOutsideAnyWorkspaceSeesNone() {
        RuntimeException failure =
                assertThrows(RuntimeException.class, () -> workspaces.outside(() -> projects.list(null, 10)));
        assertTrue(String.valueOf(failure.getMessage()).contains("no workspace is bound"), failure.getMessage());
    }

    @Test
    void aReadIsOneFlight() {
        UUID id = insert(tenant);
        workspaces.read(tenant, () -> projects.find(id));
        tapped.tap().forget();
        assertNotNull(workspaces.read(tenant, () -> projects.find(id)));
        assertEquals(1, tapped.tap().flights());
    }

    @Test
    void aWriteIsOneFlightMoreThanItsStatements() {
        int fewest = Integer.MAX_VALUE;
        for (int tries = 0; tries < 3; tries++) {
            tapped.tap().forget();
            workspaces.write(tenant, () -> {
                projects.insert(Ids.next(), slug(), "One");
                projects.insert(Ids.next(), slug(), "Two");
                return projects.insert(Ids.next(), slug(), "Three");
            });
            fewest = Math.min(fewest, tapped.tap().flights());
            assertEquals(
                    1,
                    tapped.tap().sent().stream()
                            .filter(sent -> sent.sql().contains("enter_workspace"))
                            .count());
        }
        // The pool asks a connection that was idle for half a second whether it lives, which is a flight of its own.
        assertEquals(4, fewest);
    }

    @Test
    void anUpdateCountsItsRowsBehindTheBindingAndAfterIt() {
        JdbcOperations jdbc = tapped.bean(JdbcOperations.class);
        UUID first = insert(tenant);
        UUID second = insert(tenant);
        UUID foreign = insert(other);
        Sql rename = new Sql("UPDATE projects SET name = 'Renamed' WHERE id = ANY (").add("CAST(? AS uuid[]))", (Object)
                new String[] {first.toString(), second.toString(), foreign.toString()});
        int alone = workspaces.write(tenant, () -> rename.update(jdbc));
        assertEquals(2, alone);
        int later = workspaces.write(tenant, () -> {
            assertNotNull(projects.find(first));
            return rename.update(jdbc);
        });
        assertEquals(2, later);
        assertEquals(
                "Renamed",
                Objects.requireNonNull(workspaces.read(tenant, () -> projects.find(second)))
                        .name());
    }

    @Test
    void aWriteThatFailsLeavesNothing() {
        UUID id = Ids.next();
        assertThrows(
                IllegalStateException.class,
                () -> workspaces.write(tenant, () -> {
                    projects.insert(id, slug(), "Never");
                    throw new IllegalStateException("after the insert");
                }));
        assertThrows(
                DataError.class,
                () -> workspaces.write(tenant, () -> {
                    projects.insert(id, slug(), "Never");
                    return projects.insert(id, slug(), "The same id");
                }));
        assertNull(workspaces.read(tenant, () -> projects.find(id)));
    }

    @Test
    void workInsideWorkIsTheSameTenants() {
        UUID id = workspaces.write(tenant, () -> insert(tenant));
        assertNotNull(workspaces.read(tenant, () -> projects.find(id)));
        for (TestTenant stranger : List.of(other, new TestTenant(tenant.workspaceId(), UUID.randomUUID()))) {
            assertThrows(IllegalStateException.class, () -> workspaces.write(tenant, () -> insert(stranger)));
            assertThrows(
                    IllegalStateException.class,
                    () -> workspaces.read(tenant, () -> workspaces.read(stranger, () -> projects.find(id))));
        }
    }

    @Test
    void aReadDoesNotBecomeAWrite() {
        assertThrows(IllegalStateException.class, () -> workspaces.read(tenant, () -> insert(tenant)));
    }

    @Test
    void aFailureIsNotInheritedByTheNextWork() {
        UUID id = insert(tenant);
        for (int i = 0; i < 5; i++) {
            assertThrows(
                    DataError.class,
                    () -> workspaces.write(tenant, () -> projects.insert(Ids.next(), "Not a slug", "Project")));
            assertNull(workspaces.read(other, () -> projects.find(id)));
            assertNotNull(workspaces.read(tenant, () -> projects.find(id)));
        }
    }

    @Test
    void bothSidesOfADeadlockSucceedInTheEnd() throws Exception {
        UUID first = card();
        UUID second = card();
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        AtomicInteger attempts = new AtomicInteger();
        try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
            Future<Integer> one = executor.submit(() -> touchBoth(first, second, bothHoldOne, attempts));
            Future<Integer> two = executor.submit(() -> touchBoth(second, first, bothHoldOne, attempts));
            assertEquals(2, one.get() + two.get());
        }
        assertTrue(attempts.get() > 2, "there was no deadlock");
        for (UUID id : List.of(first, second)) {
            assertEquals(
                    3,
                    Objects.requireNonNull(workspaces.read(tenant, () -> cards.find(id)))
                            .revision(),
                    "each changed it once, besides its making");
        }
    }

    private int touchBoth(UUID first, UUID second, CyclicBarrier bothHoldOne, AtomicInteger attempts) {
        AtomicInteger own = new AtomicInteger();
        workspaces.write(tenant, () -> {
            attempts.incrementAndGet();
            touch(first);
            if (own.incrementAndGet() == 1) {
                await(bothHoldOne);
            }
            return touch(second);
        });
        return 1;
    }

    private List<PromptCard> touch(UUID id) {
        return cards.change(id, null, "Touched", null, null, null, null, false, null);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Test
    void whatTheBindingCannotReachIsRefused() throws SQLException {
        TenantDataSource source = new TenantDataSource(
                tapped.bean(DatabaseSettings.class), tapped.bean(DatabaseCredentials.class), () -> {});
        try (Connection connection = source.getConnection()) {
            Binding.of(tenant).during(() -> {
                assertRefused(connection::createStatement);
                assertRefused(() -> connection.prepareCall("SELECT 1"));
                assertRefused(connection::setSavepoint);
                assertRefused(() -> connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE));
                assertRefused(() -> connection.setSchema("public"));
                assertRefused(() -> connection.setClientInfo("ApplicationName", "x"));
                assertRefused(() -> batch(connection));
                return true;
            });
            assertThrows(IllegalStateException.class, () -> connection.prepareStatement("SELECT 1"));
        }
    }

    private static void batch(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT ?")) {
            statement.setInt(1, 1);
            statement.addBatch();
        }
    }

    private static void assertRefused(Executable call) {
        assertThrows(SQLException.class, call);
    }

    @Test
    void theBindingEndsWithTheTransaction() throws SQLException {
        UUID id = insert(tenant);
        assertThrows(DataError.class, () -> workspaces.write(tenant, () -> projects.insert(id, slug(), "Twice")));
        workspaces.read(tenant, () -> projects.find(id));
        try (Connection pooled = tapped.database().connect("statehouse_app", true);
                Statement statement = pooled.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT current_setting('app.workspace_id', true), current_setting('app.person_id', true)
                        """)) {
            row.next();
            // '' and not NULL: this server connection has been bound before, so it is one of the pool's.
            assertEquals("", row.getString(1));
            assertEquals("", row.getString(2));
        }
    }

    private UUID insert(TestTenant owner) {
        return workspaces.write(owner, () -> projects.insert(Ids.next(), slug(), "Project")).stream()
                .map(Project::id)
                .findFirst()
                .orElseThrow();
    }

    private UUID card() {
        return workspaces
                .write(
                        tenant,
                        () -> cards.insert(
                                Ids.next(), slug(), "Card", "", new String[0], Json.EMPTY_OBJECT, null, "workspace"))
                .get(0)
                .id();
    }

    private static String slug() {
        return "s" + UUID.randomUUID().toString().substring(0, 13);
    }
}
