package dev.statehouse.maintenance;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A partition whose time is over.
 *
 * @param parent without its schema, as {@link #name}
 * @param quoted with its schema, for SQL; so {@link #quotedParent}
 * @param isAttached false if an earlier run did not come to dropping it
 * @param isArchived whether its rows are to be put away first
 */
record Partition(
        String parent, String name, String quotedParent, String quoted, boolean isAttached, boolean isArchived) {

    /** Every table of the application that is partitioned by a range, quoted. */
    static final String PARENTS = """
            SELECT format('%I.%I', 'app', c.relname)
            FROM pg_partitioned_table t JOIN pg_class c ON c.oid = t.partrelid
            WHERE c.relnamespace = 'app'::regnamespace AND t.partstrat = 'r' AND t.partnatts = 1 AND NOT c.relispartition
            ORDER BY c.relname
            """;

    /**
     * The end of an attached one stands in its bound, an instant or the lowest UUIDv7 of one; that of a detached one in its name.
     * The oldest first: when time is short, the next run finds the others.
     */
    static final String DUE = """
            WITH parents AS (
                SELECT c.oid, c.relname, r.keep_months, r.archive
                FROM operations.retentions r
                JOIN pg_class c ON c.relname = r.relation AND c.relnamespace = 'app'::regnamespace AND c.relkind = 'p'
            ), attached AS (
                SELECT p.relname AS parent, c.relname AS name, p.keep_months, p.archive, true AS is_attached,
                    substring(pg_get_expr(c.relpartbound, c.oid) FROM $$ TO \\('([^']+)'\\)$$) AS bound
                FROM parents p JOIN pg_inherits h ON h.inhparent = p.oid JOIN pg_class c ON c.oid = h.inhrelid
            ), ended AS (
                SELECT parent, name, keep_months, archive, is_attached,
                    CASE WHEN bound ~ '^[0-9a-f]{8}-[0-9a-f]{4}-'
                         THEN to_timestamp(('x' || left(replace(bound, '-', ''), 12))::bit(48)::bigint / 1000.0)
                         ELSE bound::timestamptz
                    END AS ends_at
                FROM attached
                UNION ALL
                SELECT p.relname, c.relname, p.keep_months, p.archive, false,
                    (to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month') AT TIME ZONE 'UTC'
                FROM parents p
                JOIN pg_class c ON c.relnamespace = 'app'::regnamespace AND c.relkind = 'r' AND NOT c.relispartition
                     AND left(c.relname, -8) = p.relname AND c.relname ~ '_[0-9]{4}_(0[1-9]|1[0-2])$'
            )
            SELECT parent, name, format('%I.%I', 'app', parent), format('%I.%I', 'app', name), is_attached, archive
            FROM ended
            WHERE ends_at <= now() - make_interval(months => keep_months)
            ORDER BY ends_at, parent
            LIMIT 100
            """;

    static Partition read(ResultSet row) throws SQLException {
        return new Partition(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getBoolean(5),
                row.getBoolean(6));
    }

    String detaching() {
        return "ALTER TABLE " + quotedParent + " DETACH PARTITION " + quoted;
    }
}
