package dev.statehouse.data.tenancy;

import dev.statehouse.testing.Relation;
import dev.statehouse.testing.Relations;
import dev.statehouse.testing.RowFactory;
import dev.statehouse.testing.Scene;
import dev.statehouse.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Two workspaces, one of them with two members, with rows of every kind, and the application's connections to them. */
final class TenancyFixture implements AutoCloseable {

    private final TestDatabase database = TestDatabase.fresh();
    private final RowFactory rows = new RowFactory(database);
    private final Map<String, Relation> relations =
            Relations.of(database).stream().collect(Collectors.toMap(Relation::name, Function.identity()));

    private final UUID workspace = rows.workspace();
    private final UUID member = rows.member(workspace);
    private final UUID colleague = rows.member(workspace);
    private final UUID otherWorkspace = rows.workspace();
    private final UUID stranger = rows.member(otherWorkspace);

    private final Scene common = rows.scene(workspace, member);
    private final Scene foreign = rows.scene(otherWorkspace, stranger);
    private final List<Scene> scenes = List.of(
            common,
            rows.privateScene(workspace, member),
            rows.privateScene(workspace, colleague),
            foreign,
            rows.privateScene(otherWorkspace, stranger));

    private final Connection pooled;
    private final Connection untouched;

    TenancyFixture() throws SQLException {
        scenes.forEach(rows::fill);
        pooled = database.connect("statehouse_app", true);
        pooled.setAutoCommit(false);
        untouched = database.connect("statehouse_app", false);
        untouched.setAutoCommit(false);
    }

    TestDatabase database() {
        return database;
    }

    RowFactory rows() {
        return rows;
    }

    Scene common() {
        return common;
    }

    Scene foreign() {
        return foreign;
    }

    List<Scene> scenes() {
        return scenes;
    }

    List<Relation> relations() {
        return relations.values().stream()
                .sorted(Comparator.comparing(Relation::name))
                .toList();
    }

    /** Whether the row is one that a bound caller is meant to see. */
    boolean isVisible(Relation relation, Bound bound, Scene scene) {
        return bound.isBound()
                && scene.workspace().equals(workspaceOf(bound))
                && (!scene.isPrivate() || !knowsPrivacy(relation.shows()) || scene.person().equals(personOf(bound)));
    }

    /** A table's rows are a person's own if it says so, or if they are part of a row that is. */
    boolean knowsPrivacy(String table) {
        Relation relation = relations.get(table);
        return relation != null
                && (relation.has("visibility")
                        || relation.foreignKeys().stream()
                                .filter(key -> !key.target().equals(table) && isRequired(relation, key))
                                .anyMatch(key -> knowsPrivacy(key.target())));
    }

    private static boolean isRequired(Relation relation, Relation.ForeignKey key) {
        return relation.columns().stream()
                .filter(column -> key.columns().contains(column.name()))
                .allMatch(Relation.Column::required);
    }

    private UUID workspaceOf(Bound bound) {
        return bound == Bound.STRANGER || bound == Bound.STRANGER_AFTER_MEMBER ? otherWorkspace : workspace;
    }

    private @Nullable UUID personOf(Bound bound) {
        return switch (bound) {
            case MEMBER -> member;
            case STRANGER, STRANGER_AFTER_MEMBER -> stranger;
            case NOBODY, UNBOUND, EMPTY, STALE -> null;
        };
    }

    /** Runs work in a transaction that is bound so, and takes it back. */
    Cell.Result attempt(Bound bound, Work work) throws SQLException {
        Connection connection = bound == Bound.UNBOUND ? untouched : pooled;
        try (Statement statement = connection.createStatement()) {
            int before = 0;
            if (bound == Bound.STALE || bound == Bound.STRANGER_AFTER_MEMBER) {
                enter(statement, workspace, member);
                before = backend(statement);
                connection.commit();
            }
            if (bound == Bound.EMPTY) {
                statement.execute("SELECT set_config('app.workspace_id', '', true), set_config('app.person_id', '', true)");
            } else if (bound.isBound()) {
                enter(statement, workspaceOf(bound), personOf(bound));
            }
            if (before != 0 && before != backend(statement)) {
                throw new AssertionError("the pooler gave another server connection: nothing stale was tested");
            }
            return work.on(statement);
        } catch (SQLException refused) {
            return new Cell.Result(0, String.valueOf(refused.getSQLState()), String.valueOf(refused.getMessage()));
        } finally {
            connection.rollback();
        }
    }

    @FunctionalInterface
    interface Work {
        Cell.Result on(Statement statement) throws SQLException;
    }

    /** Rows seen, changed, or copied out that hold all of these values. */
    static Cell.Result run(Statement statement, String sql, List<String> copied) throws SQLException {
        if (sql.startsWith("COPY")) {
            return Cell.Result.rows(copy(statement, sql).lines()
                    .filter(line -> copied.stream().allMatch(line::contains))
                    .count());
        }
        if (!statement.execute(sql)) {
            return Cell.Result.rows(statement.getUpdateCount());
        }
        long count = 0;
        for (ResultSet result = statement.getResultSet(); result.next(); ) {
            count++;
        }
        return Cell.Result.rows(count);
    }

    private static String copy(Statement statement, String sql) throws SQLException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            statement.getConnection().unwrap(PGConnection.class).getCopyAPI().copyOut(sql, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void enter(Statement statement, UUID workspace, @Nullable UUID person) throws SQLException {
        statement.execute("SELECT app.enter_workspace('" + workspace + "', "
                + RowFactory.literal(person == null ? null : person.toString()) + ")");
    }

    private static int backend(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Override
    public void close() throws SQLException {
        pooled.close();
        untouched.close();
        database.close();
    }
}
