package dev.statehouse.data.tenancy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.testing.Relation;
import dev.statehouse.testing.RowFactory;
import dev.statehouse.testing.Scene;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every table and view, tried with every verb under every binding on every kind of row, as the application's role through
 * the pooler. The catalogue says what there is; {@link RowFactory} fails on a table that it can't fill.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenancyMatrixTest {

    private TenancyFixture fixture;
    private Map<String, Boolean> granted;

    @BeforeAll
    void start() throws SQLException {
        fixture = new TenancyFixture();
        granted = new HashMap<>();
    }

    @AfterAll
    void stop() throws SQLException {
        fixture.close();
    }

    @Test
    void noCellLeaksAndNoneLosesItsOwnRows() throws SQLException {
        int cells = 0;
        List<String> leaks = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (Relation relation : fixture.relations()) {
            assertTrue(!relation.shows().isEmpty(), "the matrix can't tell whose rows " + relation + " shows");
            for (Verb verb : Verb.values()) {
                for (Bound bound : Bound.values()) {
                    for (Scene scene : scenes(relation, verb)) {
                        Cell cell = new Cell(relation, verb, bound, scene);
                        Cell.Result result = attempt(cell);
                        cells++;
                        if (result.rows() > 0 && !fixture.isVisible(relation, bound, scene)) {
                            leaks.add(cell + ": " + result);
                        }
                        if (!isAsExpected(cell, result)) {
                            failures.add(cell + ": " + result);
                        }
                    }
                }
            }
        }
        System.out.printf(
                "tenancy matrix: %d relations, %d cells, %d leaks%n",
                fixture.relations().size(), cells, leaks.size());
        assertEquals(List.of(), leaks, "leaks");
        assertEquals(List.of(), failures, "cells that were not as expected");
    }

    private Cell.Result attempt(Cell cell) throws SQLException {
        String sql = cell.verb().sql(cell.relation(), cell.scene(), fixture.rows());
        Map<String, String> row = Verb.row(cell.relation(), cell.scene());
        List<String> key = cell.relation().primaryKey().stream()
                .map(column -> Objects.requireNonNull(row.get(column), column))
                .toList();
        return fixture.attempt(cell.bound(), statement -> TenancyFixture.run(statement, sql, key));
    }

    private boolean isAsExpected(Cell cell, Cell.Result result) throws SQLException {
        if (!isGranted(cell)) {
            // 42809: a view can't be truncated by anybody.
            return result.isMissingGrant()
                    || (cell.verb() == Verb.TRUNCATE && result.state().equals("42809"));
        }
        if (!cell.bound().isBound()) {
            return result.state().equals("SH001");
        }
        boolean visible = fixture.isVisible(cell.relation(), cell.bound(), cell.scene());
        if (cell.verb() == Verb.MOVE_AWAY) {
            return visible ? result.isAgainstPolicy() : result.equals(Cell.Result.rows(0));
        }
        if (visible) {
            // A row that others refer to was found, too, when that keeps it from being deleted.
            return result.equals(Cell.Result.rows(1))
                    || (cell.verb() == Verb.DELETE && result.state().equals("23503"))
                    // Of which a workspace has one, there is room for no other of its own.
                    || (cell.verb() == Verb.INSERT
                            && cell.relation().primaryKey().equals(List.of("workspace_id"))
                            && result.state().equals("23505"));
        }
        return cell.verb().bringsARow() ? result.isAgainstPolicy() : result.equals(Cell.Result.rows(0));
    }

    private boolean isGranted(Cell cell) throws SQLException {
        return isGranted(cell.relation(), cell.verb());
    }

    // Without the grant no row is looked at, so that one stands for all.
    private List<Scene> scenes(Relation relation, Verb verb) throws SQLException {
        return isGranted(relation, verb) ? fixture.scenes() : List.of(fixture.common());
    }

    private boolean isGranted(Relation relation, Verb verb) throws SQLException {
        for (String privilege : verb.privileges()) {
            if (!isGranted(relation.name(), privilege)) {
                return false;
            }
        }
        return true;
    }

    private boolean isGranted(String relation, String privilege) throws SQLException {
        Boolean known = granted.get(relation + privilege);
        if (known != null) {
            return known;
        }
        try (Connection connection = fixture.database().connect("postgres", false);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT has_table_privilege('statehouse_app', 'app.%s', '%s')"
                        .formatted(relation, privilege))) {
            row.next();
            granted.put(relation + privilege, row.getBoolean(1));
            return row.getBoolean(1);
        }
    }

    /** The composite keys: a row of one's own can't hang from another tenant's, whatever policies would say. */
    @Test
    void noRowRefersToAnotherWorkspace() throws SQLException {
        int attempts = 0;
        List<String> accepted = new ArrayList<>();
        for (Relation table : fixture.relations()) {
            for (Relation.ForeignKey key : table.foreignKeys()) {
                // A partition has its table's references.
                if (!table.isTable()
                        || !table.shows().equals(table.name())
                        || !key.columns().contains("workspace_id")
                        || key.columns().size() < 2) {
                    continue;
                }
                String insert = removingTheOnlyOne(table) + RowFactory.insert(table.name(), rowInto(table, key));
                attempts += 2;
                Cell.Result application =
                        fixture.attempt(Bound.MEMBER, statement -> TenancyFixture.run(statement, insert, List.of()));
                if (!List.of("23503", "42501").contains(application.state())) {
                    accepted.add("application, " + table + " by " + key.name() + ": " + application);
                }
                String owner = asOwner(insert);
                if (!owner.equals("23503")) {
                    accepted.add("owner, " + table + " by " + key.name() + ": " + owner);
                }
            }
        }
        System.out.printf("references into another workspace: %d attempts, %d accepted%n", attempts, accepted.size());
        assertTrue(attempts > 0);
        assertEquals(List.of(), accepted);
    }

    // Of which each workspace has one, there is room for no other.
    private String removingTheOnlyOne(Relation table) {
        return table.primaryKey().equals(List.of("workspace_id"))
                ? "DELETE FROM app." + table.name() + " WHERE workspace_id = '"
                        + fixture.common().workspace() + "'; "
                : "";
    }

    private Map<String, String> rowInto(Relation table, Relation.ForeignKey key) {
        Map<String, String> row = fixture.rows().row(fixture.common(), table.name());
        Map<String, String> foreign =
                Objects.requireNonNull(fixture.foreign().rows().get(key.target()), key.target());
        for (int i = 0; i < key.columns().size(); i++) {
            if (!key.columns().get(i).equals("workspace_id")) {
                row.put(
                        key.columns().get(i),
                        Objects.requireNonNull(foreign.get(key.targetColumns().get(i))));
            }
        }
        return row;
    }

    private String asOwner(String sql) throws SQLException {
        try (Connection connection = fixture.database().connect("statehouse_master", false);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL ROLE statehouse_owner");
            statement.execute(sql);
            return "accepted";
        } catch (SQLException refused) {
            return String.valueOf(refused.getSQLState());
        }
    }

    /** A private row can't be given to a colleague, who would then hold what he never made. */
    @Test
    void nothingPrivateIsGivenAway() throws SQLException {
        Scene colleagues = fixture.scenes().get(2);
        for (Relation table : fixture.relations()) {
            if (table.isTable() && table.has("visibility") && isGranted(table.name(), "UPDATE")) {
                String give = "UPDATE app.%s SET visibility = 'private', owner_id = '%s' WHERE id = '%s'"
                        .formatted(
                                table,
                                colleagues.person(),
                                Verb.row(table, fixture.common()).get("id"));
                assertTrue(
                        fixture.attempt(Bound.MEMBER, statement -> TenancyFixture.run(statement, give, List.of()))
                                .isAgainstPolicy(),
                        table.name());
            }
        }
    }
}
