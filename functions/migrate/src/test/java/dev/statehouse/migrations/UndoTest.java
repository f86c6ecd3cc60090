package dev.statehouse.migrations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each script's way back leaves what stood before the script, to the last grant. */
class UndoTest {

    @TempDir
    private Path folder;

    @Test
    void everyScriptIsTakenBackToWhatStoodBeforeIt() throws SQLException {
        StagedScripts staged = StagedScripts.none(folder);
        try (TestDatabase database = TestDatabase.empty()) {
            staged.run(database);
            for (String script : StagedScripts.names("V")) {
                SchemaSnapshot before = SchemaSnapshot.of(database);
                staged.add(script);
                assertEquals(1, staged.run(database).applied().size(), script);
                SchemaSnapshot after = SchemaSnapshot.of(database);
                assertEquals(Optional.of(script), staged.on(database).undoNewest());
                before.assertSame(SchemaSnapshot.of(database), "undo of " + script);
                staged.run(database);
                after.assertSame(SchemaSnapshot.of(database), script + " once more");
            }
        }
    }

    @Test
    void theNewestSchemaGoesBackToNothingAndComesAgain() throws SQLException {
        try (TestDatabase database = TestDatabase.empty()) {
            SchemaSnapshot nothing = SchemaSnapshot.of(database);
            database.migrate();
            SchemaSnapshot newest = SchemaSnapshot.of(database);
            Deque<String> undone = new ArrayDeque<>();
            Migrations migrations = new Migrations(database.direct());
            for (Optional<String> script = migrations.undoNewest(); script.isPresent(); script = migrations.undoNewest()) {
                undone.addFirst(script.get());
            }
            assertEquals(StagedScripts.names("V"), List.copyOf(undone));
            unprovision(database);
            nothing.assertSame(SchemaSnapshot.of(database), "undo of everything");
            assertEquals(0, rolesThatNobodyUses(database), "roles of the application that no other database uses");
            database.migrate();
            newest.assertSame(SchemaSnapshot.of(database), "everything once more");
        }
    }

    @Test
    void nothingIsTakenBackWhereNothingIs(@TempDir Path empty) throws SQLException {
        try (TestDatabase database = TestDatabase.empty()) {
            StagedScripts none = StagedScripts.none(empty);
            none.run(database);
            assertEquals(Optional.empty(), none.on(database).undoNewest());
        }
    }

    private static void unprovision(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect("statehouse_master", false);
                Statement statement = connection.createStatement()) {
            statement.execute(Script.read("db/undo/provision.sql"));
        }
    }

    private static int rolesThatNobodyUses(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect("postgres", false);
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery(
                        """
                        SELECT count(*)
                        FROM pg_roles r
                        WHERE rolname ~ '^statehouse_' AND rolname <> 'statehouse_master'
                          AND NOT EXISTS (SELECT FROM pg_shdepend d WHERE d.refclassid = 'pg_authid'::regclass AND d.refobjid = r.oid)
                        """)) {
            assertTrue(count.next());
            return count.getInt(1);
        }
    }
}
