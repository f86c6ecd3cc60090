package dev.statehouse.testing;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the schema {@code app} from the catalogue, so that tests cover what is there and not what they know of. */
public final class Relations {

    /** Flyway's, which it makes itself. */
    public static final String HISTORY = "flyway_schema_history";

    private static final Pattern ONE_OF = Pattern.compile("\\(?(\\w+)\\)?(?:::text)? = ANY \\(\\(?ARRAY\\['([^']*)'");
    private static final Pattern JSON_KIND = Pattern.compile("jsonb_typeof\\((\\w+)\\) = '(object|array)'");

    private final Connection connection;

    private Relations(Connection connection) {
        this.connection = connection;
    }

    /** Every relation but {@link #HISTORY}, by name. */
    public static List<Relation> of(TestDatabase database) {
        try (Connection connection = database.connect("postgres", false)) {
            return new Relations(connection).read();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private List<Relation> read() throws SQLException {
        List<Relation> relations = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT c.oid, c.relname, c.relkind, p.relname AS parent
                        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                        LEFT JOIN pg_inherits i ON i.inhrelid = c.oid LEFT JOIN pg_class p ON p.oid = i.inhparent
                        WHERE n.nspname = 'app' AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
                        ORDER BY c.relname
                        """)) {
            while (rows.next()) {
                if (!rows.getString("relname").equals(HISTORY)) {
                    relations.add(relation(
                            rows.getLong("oid"),
                            rows.getString("relname"),
                            rows.getString("relkind").charAt(0),
                            rows.getString("parent")));
                }
            }
        }
        return relations;
    }

    private Relation relation(long oid, String name, char kind, @Nullable String parent) throws SQLException {
        List<Relation.Column> columns = columns(oid);
        boolean isTable = kind == 'r' || kind == 'p';
        String own = parent == null ? name : parent;
        String shows = isTable ? own : shown(oid, columns);
        return new Relation(
                name,
                kind,
                columns,
                shows.isEmpty() ? List.of() : primaryKey(shows),
                foreignKeys(oid),
                shows,
                wanted(oid));
    }

    private List<Relation.Column> columns(long oid) throws SQLException {
        List<Relation.Column> columns = new ArrayList<>();
        try (ResultSet rows = query("""
                SELECT attname, format_type(atttypid, atttypmod) AS type,
                       attnotnull AND NOT atthasdef AND attidentity = '' AND attgenerated = '' AS required
                FROM pg_attribute
                WHERE attrelid = ? AND attnum > 0 AND NOT attisdropped
                ORDER BY attnum
                """, oid)) {
            while (rows.next()) {
                columns.add(new Relation.Column(
                        rows.getString("attname"), rows.getString("type"), rows.getBoolean("required")));
            }
        }
        return columns;
    }

    /** The table behind a view: one whose whole primary key the view shows, and whose name it bears if there are several. */
    private String shown(long view, List<Relation.Column> columns) throws SQLException {
        List<String> names = columns.stream().map(Relation.Column::name).toList();
        try (ResultSet rows = query("""
                SELECT t.relname
                FROM pg_rewrite r
                JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
                JOIN pg_class t ON d.refclassid = 'pg_class'::regclass AND t.oid = d.refobjid AND t.relkind IN ('r', 'p')
                JOIN pg_class v ON v.oid = r.ev_class
                WHERE r.ev_class = ?
                GROUP BY t.relname, v.relname
                ORDER BY v.relname = 'visible_' || t.relname DESC, t.relname
                """, view)) {
            while (rows.next()) {
                if (names.containsAll(primaryKey(rows.getString(1)))) {
                    return rows.getString(1);
                }
            }
        }
        return "";
    }

    private List<String> primaryKey(String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                        SELECT array_agg(a.attname::text ORDER BY k.position)
                        FROM pg_constraint p, unnest(p.conkey) WITH ORDINALITY AS k (attnum, position)
                        JOIN pg_attribute a ON a.attnum = k.attnum
                        WHERE p.conrelid = ('app.' || quote_ident(?))::regclass AND p.contype = 'p' AND a.attrelid = p.conrelid
                        """)) {
            statement.setString(1, table);
            ResultSet row = statement.executeQuery();
            return row.next() ? strings(row.getArray(1)) : List.of();
        }
    }

    private List<Relation.ForeignKey> foreignKeys(long oid) throws SQLException {
        List<Relation.ForeignKey> keys = new ArrayList<>();
        try (ResultSet rows = query("""
                SELECT f.conname, t.relname,
                       ARRAY(SELECT a.attname::text FROM unnest(f.conkey) WITH ORDINALITY AS k (attnum, position)
                             JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.attnum
                             ORDER BY k.position) AS here,
                       ARRAY(SELECT a.attname::text FROM unnest(f.confkey) WITH ORDINALITY AS k (attnum, position)
                             JOIN pg_attribute a ON a.attrelid = f.confrelid AND a.attnum = k.attnum
                             ORDER BY k.position) AS there
                FROM pg_constraint f JOIN pg_class t ON t.oid = f.confrelid
                -- A reference to a table in partitions has one to each of these, too.
                WHERE f.conrelid = ? AND f.contype = 'f' AND NOT t.relispartition
                ORDER BY f.conname
                """, oid)) {
            while (rows.next()) {
                keys.add(new Relation.ForeignKey(
                        rows.getString("conname"),
                        strings(rows.getArray("here")),
                        rows.getString("relname"),
                        strings(rows.getArray("there"))));
            }
        }
        return keys;
    }

    private Map<String, String> wanted(long oid) throws SQLException {
        Map<String, String> wanted = new HashMap<>();
        try (ResultSet rows = query(
                "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = ? AND contype = 'c'", oid)) {
            while (rows.next()) {
                for (Matcher value = ONE_OF.matcher(rows.getString(1)); value.find(); ) {
                    wanted.putIfAbsent(value.group(1), value.group(2));
                }
                for (Matcher json = JSON_KIND.matcher(rows.getString(1)); json.find(); ) {
                    wanted.putIfAbsent(json.group(1), json.group(2).equals("object") ? "{}" : "[]");
                }
            }
        }
        return wanted;
    }

    private ResultSet query(String sql, long oid) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.closeOnCompletion();
        statement.setLong(1, oid);
        return statement.executeQuery();
    }

    private static List<String> strings(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
