package dev.statehouse.maintenance;

import dev.statehouse.maintenance.Fault.Severity;
import java.util.Locale;

/** A query each for what breaks a rule: the object, what is wrong with it, and the SQL that puts it right. */
enum LintRule {
    /** Neither unique nor there for a reference, whose deletions may be rare; a partitioned table's are looked at as one. */
    UNUSED_INDEX(Severity.NOTE, """
            SELECT name, format('Not scanned since the statistics began, %s days ago or more, and written at each change; %s.',
                    limits.days, pg_size_pretty(bytes)),
                'DROP INDEX ' || CASE kind WHEN 'I' THEN '' ELSE 'CONCURRENTLY ' END || name
            FROM limits, LATERAL (
                SELECT x.name, x.kind, sum(s.idx_scan) AS scans, sum(pg_relation_size(part.oid)) AS bytes
                FROM indexes x
                JOIN pg_index i ON i.indexrelid = x.oid
                JOIN LATERAL (SELECT relid AS oid FROM pg_partition_tree(x.oid) UNION SELECT x.oid) AS part ON true
                LEFT JOIN pg_stat_user_indexes s ON s.indexrelid = part.oid
                WHERE NOT x.is_partition AND NOT i.indisunique AND i.indisvalid
                  AND NOT EXISTS (SELECT FROM pg_constraint f
                                  WHERE f.conrelid = i.indrelid AND f.contype = 'f'
                                    AND f.conkey::int2[] <@ (i.indkey::int2[])[0:cardinality(f.conkey) - 1])
                GROUP BY x.name, x.kind
            ) AS used
            WHERE bytes >= 1048576 AND scans = 0
              AND (SELECT coalesce(d.stats_reset, pg_postmaster_start_time()) FROM pg_stat_database d WHERE d.datname = current_database())
                  <= now() - make_interval(days => limits.days)
            """),
    DUPLICATE_INDEX(Severity.WARNING, """
            SELECT x.name, format('The same as %s.', kept.name), 'DROP INDEX CONCURRENTLY ' || x.name
            FROM indexes x JOIN pg_index i ON i.indexrelid = x.oid
            JOIN pg_index k ON k.indrelid = i.indrelid AND k.indexrelid <> i.indexrelid AND k.indisvalid
                 AND (k.indkey::text, k.indclass::text, k.indcollation::text, k.indoption::text)
                     = (i.indkey::text, i.indclass::text, i.indcollation::text, i.indoption::text)
                 AND k.indnkeyatts = i.indnkeyatts
                 AND pg_get_expr(k.indpred, k.indrelid) IS NOT DISTINCT FROM pg_get_expr(i.indpred, i.indrelid)
                 AND pg_get_expr(k.indexprs, k.indrelid) IS NOT DISTINCT FROM pg_get_expr(i.indexprs, i.indrelid)
            JOIN indexes kept ON kept.oid = k.indexrelid AND kept.method = x.method
            WHERE i.indisvalid AND NOT x.is_partition AND NOT i.indisprimary AND (k.indisunique OR NOT i.indisunique)
              AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x'))
              AND (k.indisunique::integer, i.indexrelid) > (i.indisunique::integer, k.indexrelid)
            """),
    INVALID_INDEX(Severity.ERROR, """
            SELECT x.name, 'Written at each change, and used by nothing: its building failed.', 'REINDEX INDEX CONCURRENTLY ' || x.name
            FROM indexes x JOIN pg_index i ON i.indexrelid = x.oid
            WHERE NOT (i.indisvalid AND i.indisready)
            """),
    REFERENCE_WITHOUT_INDEX(Severity.WARNING, """
            SELECT format('%s.%I', t.name, f.conname), 'A deletion of what it refers to reads the whole table.',
                format('CREATE INDEX CONCURRENTLY ON %s (%s)', t.name,
                    (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY k.place)
                     FROM unnest(f.conkey) WITH ORDINALITY AS k (number, place)
                     JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number))
            FROM tables t JOIN pg_constraint f ON f.conrelid = t.oid AND f.contype = 'f'
            WHERE NOT EXISTS (
                SELECT FROM pg_index i
                WHERE i.indrelid = t.oid AND i.indisvalid
                  AND f.conkey::int2[] <@ (i.indkey::int2[])[0:cardinality(f.conkey) - 1]
                  AND (i.indpred IS NULL OR pg_get_expr(i.indpred, t.oid) ~ '^\\(\\w+ IS NOT NULL\\)$'))
            """),
    NO_ROW_SECURITY(Severity.ERROR, """
            SELECT t.name, 'Row security is off: its grants alone decide who sees which rows.',
                format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t.name)
            FROM tables t WHERE t.schema = 'app' AND NOT t.relrowsecurity
            """),
    NO_POLICY(Severity.ERROR, """
            SELECT t.name, 'No policy tells whose rows are whose.', format('CALL app.isolate_by_workspace(%L)', t.name)
            FROM tables t WHERE t.schema = 'app' AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = t.oid)
            """),
    SEQUENCE(Severity.WARNING, """
            SELECT format('%I.%I', c.relnamespace::regnamespace, c.relname), 'Asking it for a number pins a connection of a pooled proxy.',
                NULL
            FROM pg_class c
            WHERE c.relkind = 'S' AND c.relnamespace IN ('app'::regnamespace, 'operations'::regnamespace)
            """),
    WRAPAROUND(Severity.WARNING, """
            SELECT t.name, format('Its oldest transaction is %s transactions ago.', age(t.relfrozenxid)),
                'VACUUM (FREEZE) ' || t.name
            FROM tables t, limits
            WHERE t.relkind = 'r'
              AND age(t.relfrozenxid) > (1 + limits.share) / 2 * current_setting('autovacuum_freeze_max_age')::float8
            """),
    NEVER_ANALYZED(Severity.WARNING, """
            SELECT t.name, 'It has rows and no statistics: its plans are guesses.', 'ANALYZE ' || t.name
            FROM tables t
            WHERE t.relkind = 'r' AND pg_relation_size(t.oid) > 65536
              AND NOT EXISTS (SELECT FROM pg_stats s WHERE (s.schemaname, s.tablename) = (t.schema, t.relname))
            """),
    DISABLED_TRIGGER(Severity.ERROR, """
            SELECT format('%s.%I', t.name, g.tgname), 'It does nothing.',
                format('ALTER TABLE %s ENABLE TRIGGER %I', t.name, g.tgname)
            FROM tables t JOIN pg_trigger g ON g.tgrelid = t.oid
            WHERE g.tgenabled IN ('D', 'R')
            """),
    UNCHECKED_CONSTRAINT(Severity.WARNING, """
            SELECT format('%s.%I', t.name, k.conname), 'Rows that were there before it may break it.',
                format('ALTER TABLE %s VALIDATE CONSTRAINT %I', t.name, k.conname)
            FROM tables t JOIN pg_constraint k ON k.conrelid = t.oid
            WHERE NOT k.convalidated
            """),
    PARTITION_HORIZON(Severity.ERROR, """
            SELECT t.name, format('It has no partition for a month within the next %s: rows of it will be refused.', limits.months),
                format('SELECT app.make_partitions(%L, %s)', t.name, limits.months)
            FROM tables t, limits
            WHERE t.schema = 'app'
              AND EXISTS (SELECT FROM pg_partitioned_table p WHERE p.partrelid = t.oid AND p.partstrat = 'r')
              AND EXISTS (
                  SELECT FROM generate_series(0, limits.months) AS ahead
                  WHERE NOT EXISTS (
                      SELECT FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid
                      WHERE h.inhparent = t.oid
                        AND c.relname = t.relname || to_char((now() AT TIME ZONE 'UTC') + make_interval(months => ahead), '_YYYY_MM')))
            """),
    DETACHED_PARTITION(Severity.WARNING, """
            SELECT t.name, format('It is no longer a partition of %s, and still there.', parent.name), 'DROP TABLE ' || t.name
            FROM tables t JOIN tables parent ON parent.schema = t.schema AND parent.relkind = 'p' AND parent.relname = left(t.relname, -8)
            WHERE t.relkind = 'r' AND NOT t.relispartition AND t.relname ~ '_[0-9]{4}_(0[1-9]|1[0-2])$'
            """),
    FOREIGN_OWNER(Severity.ERROR, """
            SELECT format('%I.%I', c.relnamespace::regnamespace, c.relname),
                'It does not belong to statehouse_owner: maintenance has no right to it.',
                format('ALTER TABLE %I.%I OWNER TO statehouse_owner', c.relnamespace::regnamespace, c.relname)
            FROM pg_class c
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND c.relowner <> 'statehouse_owner'::regrole
              AND c.relnamespace IN ('app'::regnamespace, 'operations'::regnamespace)
            """);

    // Flyway's table is its own affair.
    private static final String SCHEMA = """
            WITH limits AS (
                SELECT ?::integer AS days, ?::float8 AS share, ?::integer AS months
            ), tables AS (
                SELECT c.*, n.nspname AS schema, format('%I.%I', n.nspname, c.relname) AS name
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname IN ('app', 'operations') AND c.relkind IN ('r', 'p') AND c.relname <> 'flyway_schema_history'
            ), indexes AS (
                SELECT c.oid, c.relkind AS kind, c.relam AS method, c.relispartition AS is_partition,
                    format('%I.%I', n.nspname, c.relname) AS name
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname IN ('app', 'operations') AND c.relkind IN ('i', 'I')
            )
            """;

    private final Severity severity;
    private final String violations;

    LintRule(Severity severity, String violations) {
        this.severity = severity;
        this.violations = violations;
    }

    Severity severity() {
        return severity;
    }

    String kind() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Takes the days without a scan, the share of a forced vacuum's age, and the months ahead that must have partitions. */
    String query() {
        return SCHEMA + violations + "LIMIT 200";
    }
}
