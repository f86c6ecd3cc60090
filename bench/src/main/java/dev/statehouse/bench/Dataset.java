package dev.statehouse.bench;

import dev.statehouse.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Prompt cards with their versions, written as the tables' owner; kept from run to run while the size is the same, and
 * brought to the newest schema.
 */
final class Dataset {

    private static final int STEP = 20_000;
    private static final int WRITERS = 2;
    private static final String NO_SUCH_DATABASE = "3D000";
    private static final int TEXTS = 5_000;
    private static final int WORDS = 60;

    private final TestDatabase database;
    private final Size size;

    Dataset(TestDatabase database, Size size) {
        this.database = database;
        this.size = size;
    }

    void load() throws SQLException, InterruptedException {
        String wanted =
                "bench: %d cards, %d heavy, %d workspaces".formatted(size.cards(), size.heavy(), size.workspaces());
        if (isLoaded(wanted)) {
            database.migrate();
            return;
        }
        Progress.say("loading " + size.total() + " cards");
        recreate();
        database.migrate();
        run("CREATE UNLOGGED TABLE bench_texts (number integer PRIMARY KEY, text text NOT NULL)");
        prepare();
        List<String> indexes = texts(
                "SELECT indexdef FROM pg_indexes WHERE schemaname = 'app' AND indexdef LIKE '%prompt_cards USING gin%'");
        for (String index : texts(
                "SELECT indexname FROM pg_indexes WHERE schemaname = 'app' AND indexdef LIKE '%prompt_cards USING gin%'")) {
            run("DROP INDEX " + index);
        }
        // Two million audit entries would say nothing about the reads.
        run("ALTER TABLE prompt_cards DISABLE TRIGGER USER");
        run("ALTER TABLE prompt_versions DISABLE TRIGGER USER");
        side(steps("cards.sql", size.cards(), size.workspaces()));
        side(steps("versions.sql", size.cards(), size.workspaces(), size.workspaces()));
        run("ALTER TABLE prompt_cards ENABLE TRIGGER USER");
        run("ALTER TABLE prompt_versions ENABLE TRIGGER USER");
        Progress.say("indexing");
        side(indexes.stream()
                .map(definition -> (Callable<Void>) () -> run(definition))
                .toList());
        run("DROP TABLE bench_texts");
        run("VACUUM ANALYZE prompt_cards");
        run("VACUUM ANALYZE prompt_versions");
        run("COMMENT ON SCHEMA app IS '" + wanted + "'");
    }

    private boolean isLoaded(String wanted) throws SQLException {
        try {
            return wanted.equals(text("SELECT obj_description(to_regnamespace('app'))"));
        } catch (SQLException absent) {
            if (NO_SUCH_DATABASE.equals(absent.getSQLState())) {
                return false;
            }
            throw absent;
        }
    }

    // From nothing: what a load that was broken off has left behind is nobody's to guess.
    private void recreate() throws SQLException {
        TestDatabase server = new TestDatabase(database.servers(), "postgres");
        try (Connection connection = server.connect("statehouse_master", false);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + database.name() + " WITH (FORCE)");
            statement.execute("CREATE DATABASE " + database.name());
        }
    }

    private void prepare() throws SQLException {
        try (Connection connection = owner();
                PreparedStatement texts = connection.prepareStatement(
                        "INSERT INTO bench_texts SELECT n - 1, text FROM unnest(?::text[]) WITH ORDINALITY t (text, n)");
                PreparedStatement workspaces = connection.prepareStatement("""
                        INSERT INTO workspaces (id, slug, name)
                        SELECT ('00000000-0000-4000-8000-' || 100000000000 + n)::uuid, 'workspace-' || n, 'Workspace ' || n
                        FROM generate_series(0, ?) n
                        """)) {
            Array array = connection.createArrayOf("text", new Texts().make(TEXTS, WORDS));
            texts.setArray(1, array);
            texts.executeUpdate();
            workspaces.setInt(1, size.workspaces());
            workspaces.executeUpdate();
        }
        run("ANALYZE bench_texts");
    }

    private List<Callable<Void>> steps(String resource, int... parameters) {
        String sql = resource(resource);
        List<Callable<Void>> steps = new ArrayList<>();
        for (int from = 0; from < size.total(); from += STEP) {
            int first = from;
            steps.add(() -> step(sql, first, parameters));
        }
        return steps;
    }

    private Void step(String sql, int from, int... parameters) throws SQLException {
        try (Connection connection = owner();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, from);
            statement.setInt(2, Math.min(from + STEP, size.total()));
            for (int i = 0; i < parameters.length; i++) {
                statement.setInt(3 + i, parameters[i]);
            }
            statement.executeUpdate();
        }
        return null;
    }

    private static void side(List<Callable<Void>> steps) throws InterruptedException {
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            for (Future<Void> step : writers.invokeAll(steps)) {
                step.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    private Connection owner() throws SQLException {
        Connection connection = database.connect("statehouse_master", false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE statehouse_owner; SET search_path = app, public; SET synchronous_commit = off");
        }
        return connection;
    }

    Void run(String sql) throws SQLException {
        try (Connection connection = owner();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return null;
    }

    private String text(String sql) throws SQLException {
        return texts(sql).stream().findFirst().orElse("");
    }

    private List<String> texts(String sql) throws SQLException {
        try (Connection connection = owner();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(Objects.requireNonNullElse(rows.getString(1), ""));
            }
            return texts;
        }
    }

    private static String resource(String name) {
        try (InputStream sql = Objects.requireNonNull(Dataset.class.getResourceAsStream(name), name)) {
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("--"))
                    .reduce("", (a, b) -> a + b + "\n");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
