package dev.statehouse.maintenance;

/** How large B-tree indexes are, beside how large they would be if they were built anew: by statistics alone, reading no index. */
final class IndexBloat {

    /**
     * Indexes with more than so many bytes to gain, and more than such a share of themselves, at most so many, the worst first.
     *
     * <p>A page has 8192 bytes, less a header of 24 and the B-tree's own 16, filled to the index's fill factor. An entry has a line
     * pointer of 4, a header of 8 (16 if it may hold a null), and its columns' widths on average, aligned to 8. One page in a
     * hundred leads to the others. What lists of equal entries save is left out: the estimate errs on the side of leaving an index as
     * it is. (PostgreSQL manual, "Database Page Layout" and "B-Tree Indexes: Deduplication".)
     */
    static final String ESTIMATE = """
            WITH limits AS (
                SELECT ?::bigint AS bytes, ?::float8 AS share, ?::integer AS most
            ), indexes AS (
                SELECT i.indexrelid, i.indrelid, i.indkey, n.nspname, t.relname AS table_name, c.relname AS index_name,
                    greatest(c.reltuples, 0) AS entries, pg_relation_size(c.oid) AS bytes,
                    coalesce((SELECT substring(o FROM '^fillfactor=([0-9]+)$')::float8
                              FROM unnest(c.reloptions) AS o WHERE o LIKE 'fillfactor=%'), 90) / 100 AS fill
                FROM pg_index i
                JOIN pg_class c ON c.oid = i.indexrelid AND c.relkind = 'i'
                JOIN pg_am m ON m.oid = c.relam AND m.amname = 'btree'
                JOIN pg_class t ON t.oid = i.indrelid
                JOIN pg_namespace n ON n.oid = c.relnamespace
                CROSS JOIN limits l
                WHERE n.nspname IN ('app', 'operations') AND i.indisvalid AND c.reltuples >= 0 AND pg_relation_size(c.oid) > l.bytes
            ), widths AS (
                SELECT x.indexrelid, sum((1 - s.null_frac) * s.avg_width) AS data,
                    CASE WHEN max(s.null_frac) > 0 THEN 16 ELSE 8 END AS header,
                    count(s.attname) = count(*) AS is_known
                FROM indexes x
                JOIN pg_attribute a ON a.attrelid = x.indexrelid AND a.attnum > 0
                LEFT JOIN pg_attribute base ON base.attrelid = x.indrelid AND base.attnum = x.indkey[a.attnum - 1] AND base.attnum > 0
                LEFT JOIN pg_stats s ON s.schemaname = x.nspname AND NOT s.inherited
                     AND s.tablename = CASE WHEN base.attname IS NULL THEN x.index_name ELSE x.table_name END
                     AND s.attname = coalesce(base.attname, a.attname)
                GROUP BY x.indexrelid
            ), estimates AS (
                SELECT x.nspname, x.index_name, x.bytes,
                    x.bytes - 8192 * (1 + ceil(1.01 * x.entries * (4 + w.header + 8 * ceil(w.data / 8.0)) / ((8192 - 40) * x.fill)))
                        AS wasted
                FROM indexes x JOIN widths w USING (indexrelid)
                WHERE w.is_known
            )
            SELECT format('%I.%I', e.nspname, e.index_name), e.bytes, e.wasted::bigint
            FROM estimates e CROSS JOIN limits l
            WHERE e.wasted >= l.bytes AND e.wasted >= l.share * e.bytes
            ORDER BY e.wasted DESC, e.index_name
            LIMIT (SELECT most FROM limits)
            """;

    private IndexBloat() {}
}
