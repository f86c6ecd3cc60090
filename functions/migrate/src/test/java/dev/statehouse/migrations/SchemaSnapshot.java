package dev.statehouse.migrations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.statehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SortedSet;
import java.util.TreeSet;

/** Everything that a migration can leave in a database, a line each, so that two states can be compared. */
record SchemaSnapshot(SortedSet<String> lines) {

    // Objects of extensions come and go with their extension's own line. Flyway's table is its own affair; its rows are
    // compared as `applied`.
    private static final String OBJECTS =
            """
            WITH own_relations AS (
                SELECT c.* FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relname !~ '^flyway_schema_history'
                  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
            ),
            own_routines AS (
                SELECT p.* FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
            )
            SELECT format('relation %s kind %s owner %s acl %s rls %s force %s options %s', oid::regclass, relkind,
                          relowner::regrole, coalesce(relacl, acldefault('r', relowner)), relrowsecurity, relforcerowsecurity, reloptions)
            FROM own_relations
            UNION ALL
            SELECT format('column %s.%s %s notnull %s default %s generated %s acl %s', c.oid::regclass, a.attname,
                          format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid),
                          a.attgenerated, a.attacl)
            FROM own_relations c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            UNION ALL
            SELECT format('constraint %s on %s: %s validated %s', k.conname, c.oid::regclass, pg_get_constraintdef(k.oid),
                          k.convalidated)
            FROM own_relations c JOIN pg_constraint k ON k.conrelid = c.oid
            UNION ALL
            SELECT format('index %s valid %s', pg_get_indexdef(i.indexrelid), i.indisvalid)
            FROM own_relations c JOIN pg_index i ON i.indexrelid = c.oid
            UNION ALL
            SELECT format('policy %s on %s permissive %s for %s to %s using %s check %s', p.polname, p.polrelid::regclass,
                          p.polpermissive, p.polcmd, p.polroles::regrole[], pg_get_expr(p.polqual, p.polrelid),
                          pg_get_expr(p.polwithcheck, p.polrelid))
            FROM pg_policy p
            UNION ALL
            SELECT format('trigger %s', pg_get_triggerdef(t.oid))
            FROM own_relations c JOIN pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal
            UNION ALL
            SELECT format('view %s: %s', oid::regclass, pg_get_viewdef(oid)) FROM own_relations WHERE relkind IN ('v', 'm')
            UNION ALL
            SELECT format('routine %s owner %s acl %s: %s', oid::regprocedure, proowner::regrole,
                          coalesce(proacl, acldefault('f', proowner)), pg_get_functiondef(oid))
            FROM own_routines WHERE prokind IN ('f', 'p')
            UNION ALL
            SELECT format('type %s', t.oid::regtype)
            FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
            WHERE n.nspname = 'app' AND t.typname !~ 'flyway_schema_history'
            UNION ALL
            SELECT format('schema %s owner %s acl %s', nspname, nspowner::regrole,
                          coalesce(nspacl, acldefault('n', nspowner)))
            FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
            UNION ALL
            SELECT format('default acl %s %s %s', defaclrole::regrole, defaclobjtype, defaclacl) FROM pg_default_acl
            UNION ALL
            SELECT format('extension %s %s', extname, extversion) FROM pg_extension
            UNION ALL
            SELECT format('database temporary for everyone %s', has_database_privilege('public', current_database(), 'TEMPORARY'))
            UNION ALL
            SELECT format('comment %s: %s', pg_describe_object(classoid, objoid, objsubid), description)
            FROM pg_description d WHERE objoid IN (SELECT oid FROM own_relations UNION SELECT oid FROM own_routines)
            """;

    private static final String APPLIED =
            """
            SELECT format('applied %s %s', script, checksum) FROM app.flyway_schema_history WHERE success AND type = 'SQL'
            """;

    static SchemaSnapshot of(TestDatabase database) throws SQLException {
        SortedSet<String> lines = new TreeSet<>();
        try (Connection connection = database.connect("postgres", false);
                Statement statement = connection.createStatement()) {
            read(statement, OBJECTS, lines);
            try (ResultSet known = statement.executeQuery("SELECT to_regclass('app.flyway_schema_history') IS NOT NULL")) {
                known.next();
                if (!known.getBoolean(1)) {
                    return new SchemaSnapshot(lines);
                }
            }
            read(statement, APPLIED, lines);
        }
        return new SchemaSnapshot(lines);
    }

    private static void read(Statement statement, String query, SortedSet<String> lines) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
    }

    void assertSame(SchemaSnapshot actual, String what) {
        assertEquals(this, actual, () -> what + "\n" + differenceTo(actual));
    }

    private String differenceTo(SchemaSnapshot other) {
        SortedSet<String> here = new TreeSet<>(lines);
        here.removeAll(other.lines);
        SortedSet<String> there = new TreeSet<>(other.lines);
        there.removeAll(lines);
        return "only before: " + here + "\nonly after: " + there;
    }

    // Short: a difference is told by assertSame.
    @Override
    public String toString() {
        return lines.size() + " objects";
    }

}
