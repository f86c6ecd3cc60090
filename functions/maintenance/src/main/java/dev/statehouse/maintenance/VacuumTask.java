package dev.statehouse.maintenance;

import io.micronaut.core.annotation.Order;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Vacuums and analyzes tables that need it by their statistics, the oldest by transaction age first, then those with the most dead
 * rows. Autovacuum does so by day; what it does not come to, or never does (a partitioned table's own statistics), is done here.
 * Thread-safe.
 */
@Singleton
@Order(4)
final class VacuumTask implements MaintenanceTask {

    private static final String NEEDY = """
            WITH limits AS (
                SELECT ?::bigint AS rows, ?::float8 AS share,
                    ?::float8 * current_setting('autovacuum_freeze_max_age')::float8 AS xids,
                    ?::float8 * current_setting('autovacuum_multixact_freeze_max_age')::float8 AS multixacts
            ), needs AS (
                SELECT format('%I.%I', s.schemaname, s.relname) AS relation, c.relkind, s.n_dead_tup,
                    greatest(age(c.relfrozenxid), age(t.relfrozenxid)) AS xid_age,
                    c.relkind = 'r' AND (greatest(age(c.relfrozenxid), age(t.relfrozenxid)) >= l.xids
                                         OR mxid_age(c.relminmxid) >= l.multixacts) AS is_old,
                    s.n_dead_tup >= l.rows AND s.n_dead_tup >= l.share * (s.n_live_tup + s.n_dead_tup) AS has_dead_rows,
                    CASE c.relkind
                        WHEN 'p' THEN coalesce(s.last_analyze < now() - interval '7 days', true)
                            AND EXISTS (SELECT FROM pg_inherits h JOIN pg_class part ON part.oid = h.inhrelid
                                        WHERE h.inhparent = c.oid AND part.reltuples > 0)
                        ELSE s.n_mod_since_analyze >= l.rows AND s.n_mod_since_analyze >= l.share * s.n_live_tup
                    END AS is_changed
                FROM pg_stat_user_tables s
                JOIN pg_class c ON c.oid = s.relid
                LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
                CROSS JOIN limits l
                WHERE s.schemaname IN ('app', 'operations')
            )
            SELECT relation, is_old, has_dead_rows, is_changed
            FROM needs
            WHERE is_old OR has_dead_rows OR is_changed
            ORDER BY is_old DESC, xid_age * is_old::integer DESC NULLS LAST, n_dead_tup DESC, relation
            LIMIT 500
            """;

    private final MaintenanceSettings settings;

    VacuumTask(MaintenanceSettings settings) {
        this.settings = settings;
    }

    private record Need(String relation, boolean isOld, boolean hasDeadRows, boolean isChanged) {

        String sql() {
            if (isOld) {
                return "VACUUM (FREEZE, ANALYZE) " + relation;
            }
            return (hasDeadRows ? isChanged ? "VACUUM (ANALYZE) " : "VACUUM " : "ANALYZE ") + relation;
        }

        String done() {
            return isOld ? "frozen" : hasDeadRows ? "vacuumed" : "analyzed";
        }
    }

    @Override
    public String name() {
        return "vacuum";
    }

    @Override
    public void run(Work work) throws SQLException {
        List<Need> needs = work.database()
                .query(
                        NEEDY,
                        row -> new Need(row.getString(1), row.getBoolean(2), row.getBoolean(3), row.getBoolean(4)),
                        settings.deadRows(),
                        settings.deadShare(),
                        settings.wraparoundShare(),
                        settings.wraparoundShare());
        work.count("needed", needs.size());
        for (Need need : needs) {
            if (work.isOver()) {
                return;
            }
            work.waitForLocks(Duration.ofSeconds(2));
            work.attempt(need.done(), need.relation(), need.sql());
        }
    }
}
