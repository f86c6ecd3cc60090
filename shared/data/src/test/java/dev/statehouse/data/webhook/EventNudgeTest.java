package dev.statehouse.data.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.statehouse.data.Ids;
import dev.statehouse.data.TestTenant;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.job.Nudge;
import dev.statehouse.data.project.Projects;
import dev.statehouse.data.workspace.WorkspaceRows;
import dev.statehouse.testing.Rows;
import dev.statehouse.testing.TestDatabase;
import io.micronaut.context.ApplicationContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A write that makes an event wakes a worker, and one that makes none does not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventNudgeTest {

    private TestDatabase database;

    @BeforeAll
    void start() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    void stop() {
        database.close();
    }

    /** A function, which counts its nudges. Each test has its own, for there is one nudge a second at most. */
    private static final class Writer implements AutoCloseable {

        private final TestDatabase database;
        private final AtomicInteger nudges = new AtomicInteger();
        private final ApplicationContext application;
        private final TestTenant tenant;

        Writer(TestDatabase database, String role) {
            this.database = database;
            tenant = TestTenant.of(new Rows(database).workspace());
            Nudge counted = nudges::incrementAndGet;
            application = ApplicationContext.builder(database.properties(role))
                    .singletons(counted)
                    .start();
        }

        void subscribe(String type) {
            database.asOwner("""
                    INSERT INTO webhooks (workspace_id, id, name, url, event_types)
                    VALUES ('%s', '%s', 'x', 'https://x.example/', '{%s}')
                    """.formatted(tenant.workspaceId(), UUID.randomUUID(), type));
        }

        <T> T write(Supplier<T> work) {
            return application.getBean(Workspaces.class).write(tenant, work);
        }

        UUID project() {
            UUID id = Ids.next();
            application.getBean(Projects.class).insert(id, "p-" + id, "x");
            return id;
        }

        int rename() {
            return application
                    .getBean(WorkspaceRows.class)
                    .change(null, "new name", null, null, null, false, null, "owner")
                    .size();
        }

        @Override
        public void close() {
            application.close();
        }
    }

    @Test
    void aWriteOfTheCrudFunctionWakesAWorkerOnceItIsCommitted() {
        try (Writer crud = new Writer(database, "statehouse_app")) {
            crud.subscribe("project.created");
            crud.write(() -> {
                crud.project();
                // The second one is no first statement of its transaction.
                crud.project();
                assertEquals(0, crud.nudges.get(), "before the commit");
                return true;
            });
            assertEquals(1, crud.nudges.get());
        }
    }

    @Test
    void anEventOfALaterStatementWakesAWorkerToo() {
        try (Writer crud = new Writer(database, "statehouse_app")) {
            crud.subscribe("project.created");
            crud.write(() -> {
                crud.application.getBean(Projects.class).list(null, 1);
                return crud.project();
            });
            assertEquals(1, crud.nudges.get());
        }
    }

    @Test
    void soDoesAWriteOfTheIdentityFunction() {
        try (Writer identity = new Writer(database, "statehouse_identity")) {
            identity.subscribe("*");
            assertEquals(1, identity.write(identity::rename));
            assertEquals(1, identity.nudges.get());
        }
    }

    @Test
    void whereNobodySubscribedOrToAnotherEventNobodyIsWoken() {
        try (Writer crud = new Writer(database, "statehouse_app")) {
            crud.write(crud::project);
            crud.subscribe("prompt-card.created");
            crud.write(crud::project);
            assertEquals(0, crud.nudges.get());
        }
    }

    @Test
    void whatIsRolledBackWakesNobody() {
        try (Writer crud = new Writer(database, "statehouse_app")) {
            crud.subscribe("*");
            assertThrows(
                    IllegalStateException.class,
                    () -> crud.write(() -> {
                        crud.project();
                        throw new IllegalStateException("changed its mind");
                    }));
            assertEquals(0, crud.nudges.get());
        }
    }

    @Test
    void aServerThatTellsItsClientsOnlyOfErrorsTellsThisAllTheSame() throws SQLException {
        try (TestDatabase quiet = TestDatabase.fresh()) {
            try (Connection connection = quiet.connect("postgres", false);
                    Statement statement = connection.createStatement()) {
                statement.execute("""
                        DO $$
                        BEGIN
                            EXECUTE format('ALTER DATABASE %I SET client_min_messages = error', current_database());
                        END
                        $$""");
            }
            try (Writer crud = new Writer(quiet, "statehouse_app")) {
                crud.subscribe("*");
                crud.write(crud::project);
                assertEquals(1, crud.nudges.get());
            }
        }
    }
}
