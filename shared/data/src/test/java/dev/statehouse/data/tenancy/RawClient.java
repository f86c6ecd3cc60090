package dev.statehouse.data.tenancy;

import dev.statehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client of the pooler that behaves in every way that clients do. */
final class RawClient {

    private static final String READ = "SELECT workspace_id, name FROM app.projects LIMIT 20";

    private final TestDatabase database;
    private final List<UUID> tenants;
    private final Random random;
    private @Nullable Connection connection;

    RawClient(TestDatabase database, List<UUID> tenants, Random random) {
        this.database = database;
        this.tenants = tenants;
        this.random = random;
    }

    /** What it saw that it must not; null for nothing. */
    @Nullable
    String transaction() throws SQLException {
        Connection open = connection == null || connection.isClosed() ? database.connect("statehouse_app", true) : connection;
        connection = open;
        UUID tenant = tenants.get(random.nextInt(tenants.size()));
        try (Statement statement = open.createStatement()) {
            int choice = random.nextInt(100);
            if (choice < 20) {
                statement.execute(enter(tenant) + READ);
                statement.getMoreResults();
                return others(tenant, statement.getResultSet());
            }
            if (choice < 40) {
                return unbound(statement);
            }
            open.setAutoCommit(false);
            return inTransaction(choice, tenant, open, statement);
        } catch (SQLException failed) {
            open.close();
            throw failed;
        } finally {
            if (!open.isClosed() && !open.getAutoCommit()) {
                open.rollback();
                open.setAutoCommit(true);
            }
        }
    }

    private @Nullable String inTransaction(int choice, UUID tenant, Connection open, Statement statement)
            throws SQLException {
        statement.execute(enter(tenant));
        String seen = others(tenant, statement.executeQuery(READ));
        if (choice < 60) {
            statement.execute("INSERT INTO app.projects (workspace_id, id, slug, name) SELECT app.current_workspace(),"
                    + " gen_random_uuid(), 's' || gen_random_uuid(), '" + tenant + "'");
            open.commit();
        } else if (choice < 70) {
            statement.execute("SELECT 1 / 0");
        } else if (choice < 80) {
            cancelled(statement);
        } else if (choice < 85) {
            Executor here = Runnable::run;
            open.abort(here);
        }
        return seen;
    }

    private static void cancelled(Statement statement) throws SQLException {
        CompletableFuture<Void> cancel = CompletableFuture.runAsync(
                () -> {
                    try {
                        statement.cancel();
                    } catch (SQLException tooLate) {
                        throw new IllegalStateException(tooLate);
                    }
                },
                CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS));
        try {
            statement.execute("SELECT pg_sleep(0.1)");
        } finally {
            // Or it would strike the client's next statement.
            cancel.handle((done, failed) -> true).join();
        }
    }

    private static @Nullable String unbound(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery(READ)) {
            return "unbound, and saw " + (rows.next() ? rows.getString(1) : "nothing, without an error");
        } catch (SQLException refused) {
            if ("SH001".equals(refused.getSQLState())) {
                return null;
            }
            throw refused;
        }
    }

    private static @Nullable String others(UUID tenant, ResultSet rows) throws SQLException {
        int count = 0;
        while (rows.next()) {
            count++;
            if (!tenant.toString().equals(rows.getString(1)) || !tenant.toString().equals(rows.getString(2))) {
                return tenant + " saw a row of " + rows.getString(1);
            }
        }
        return count < 5 ? tenant + " saw only " + count + " of its own rows" : null;
    }

    private static String enter(UUID tenant) {
        return "SELECT app.enter_workspace('" + tenant + "', NULL); ";
    }
}
