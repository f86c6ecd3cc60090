package dev.statehouse.sessioncleanup;

import dev.statehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Looks for ids in every table that the catalogue knows, so that none can be forgotten. */
final class Survey {

    private final TestDatabase database;

    Survey(TestDatabase database) {
        this.database = database;
    }

    /** How many rows of each table hold this id, in whatever column; tables without any are left out. */
    Map<String, Long> traces(UUID id) {
        return counts("SELECT count(*) FROM %s r WHERE r::text LIKE '%%" + id + "%%'", tables("true"));
    }

    /** How many rows each table has of a workspace, or of the person whose log is kept like one. */
    Map<String, Long> rowsOf(UUID workspace) {
        return counts(
                "SELECT count(*) FROM %s r WHERE workspace_id = '" + workspace + "'",
                tables("EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'workspace_id')"
                        + " AND c.relnamespace = 'app'::regnamespace"));
    }

    /** A digest of all rows with this id. */
    Map<String, String> contents(UUID id) {
        Map<String, String> contents = new TreeMap<>();
        for (String table : traces(id).keySet()) {
            contents.put(
                    table,
                    ask("SELECT count(*) || ' ' || md5(string_agg(r::text, ',' ORDER BY r::text)) FROM "
                            + (table.contains(".") ? table : "app." + table)
                            + " r WHERE r::text LIKE '%" + id + "%'"));
        }
        return contents;
    }

    private Map<String, Long> counts(String query, List<String> tables) {
        Map<String, Long> counts = new TreeMap<>();
        for (String table : tables) {
            long rows = Long.parseLong(ask(query.formatted(table)));
            if (rows > 0) {
                counts.put(table.replaceFirst("^app\\.", ""), rows);
            }
        }
        return counts;
    }

    private List<String> tables(String which) {
        return List.of(ask("""
                        SELECT string_agg(format('%I.%I', c.relnamespace::regnamespace, c.relname), ' ' ORDER BY c.relname)
                        FROM pg_class c
                        WHERE c.relnamespace IN ('app'::regnamespace, 'operations'::regnamespace) AND c.relkind IN ('r', 'p')
                          AND NOT c.relispartition AND\s""" + which).split(" "));
    }

    String ask(String query) {
        return all(query).getFirst();
    }

    private List<String> all(String query) {
        try (Connection connection = database.connect("postgres", false);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
            return values;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
