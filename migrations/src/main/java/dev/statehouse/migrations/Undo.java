package dev.statehouse.migrations;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the scripts of {@code undo/}, the newest first, and strikes what they take back off Flyway's list. */
final class Undo {

    private static final String HISTORY =
            """
            SELECT script
            FROM app.flyway_schema_history
            WHERE success AND type = 'SQL' AND %s
            ORDER BY installed_rank DESC
            """;

    private final Connection connection;

    Undo(Connection connection) {
        this.connection = connection;
    }

    Optional<String> newest() throws SQLException {
        execute("SET ROLE statehouse_owner");
        Optional<String> newest = scripts("version IS NOT NULL").stream().findFirst();
        if (newest.isPresent()) {
            takeBack(newest.get());
        }
        return newest;
    }

    private void takeBack(String script) throws SQLException {
        String undo = read(script);
        boolean inTransaction = !undo.contains(" CONCURRENTLY ");
        connection.setAutoCommit(!inTransaction);
        // What the script made may be used by any of the repeatable ones; the next run brings those back.
        for (String repeatable : scripts("version IS NULL")) {
            execute(read(repeatable));
        }
        for (String part : inTransaction ? List.of(undo) : List.of(undo.split(";\n"))) {
            execute(part);
        }
        execute("DELETE FROM app.flyway_schema_history WHERE version IS NULL AND type = 'SQL' OR script = '" + script + "'");
        if (inTransaction) {
            connection.commit();
        }
    }

    private List<String> scripts(String which) throws SQLException {
        List<String> scripts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(HISTORY.formatted(which))) {
            while (rows.next()) {
                scripts.add(rows.getString(1));
            }
        }
        return scripts;
    }

    private static String read(String script) {
        return Script.read("db/undo/" + (script.startsWith("V") ? "U" + script.substring(1) : script));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
