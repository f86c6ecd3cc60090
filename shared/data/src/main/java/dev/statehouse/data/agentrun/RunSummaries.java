package dev.statehouse.data.agentrun;

import dev.statehouse.data.agentrun.RunSummary.ModelUse;
import dev.statehouse.data.agentrun.RunSummary.Used;
import dev.statehouse.data.cost.Usd;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What runs of the bound workspace came to, each in one statement. Thread-safe. */
@Singleton
public class RunSummaries {

    /** Lines are counted in their index; columns of one place belong to a level, or to a model. */
    private static final String FIND = """
            SELECT r.id, r.status,
                   CAST(1000 * extract(epoch FROM coalesce(r.started_at, r.finished_at, now()) - r.created_at) AS bigint),
                   CAST(1000 * extract(epoch FROM coalesce(r.finished_at, now()) - r.started_at) AS bigint),
                   l.levels, l.lines, u.providers, u.models, u.calls, u.unpriced_calls, u.input, u.cached_input, u.output,
                   u.reasoning, u.cost
            FROM agent_runs r
            CROSS JOIN LATERAL (
                SELECT array_agg(c.level) AS levels, array_agg(c.lines) AS lines
                FROM (
                    SELECT level, count(*) AS lines
                    FROM agent_run_logs
                    WHERE run_id = ? AND id >= ? AND id < ?
                    GROUP BY level
                ) c
            ) l
            CROSS JOIN LATERAL (
                SELECT array_agg(c.provider) AS providers, array_agg(c.model) AS models, array_agg(c.calls) AS calls,
                       array_agg(c.unpriced_calls) AS unpriced_calls, array_agg(c.input) AS input,
                       array_agg(c.cached_input) AS cached_input, array_agg(c.output) AS output,
                       array_agg(c.reasoning) AS reasoning, array_agg(c.cost) AS cost
                FROM (
                    SELECT provider, model, count(*) AS calls, count(*) FILTER (WHERE cost_picousd IS NULL) AS unpriced_calls,
                           sum(input_tokens) AS input, sum(cached_input_tokens) AS cached_input, sum(output_tokens) AS output,
                           sum(reasoning_tokens) AS reasoning, coalesce(sum(cost_picousd), 0) AS cost
                    FROM token_usages
                    WHERE run_id = ? AND id >= ? AND id < ?
                    GROUP BY provider, model
                    ORDER BY provider, model
                ) c
            ) u
            WHERE r.id = ? AND r.deleted_at IS NULL
            """;

    private static final List<String> LEVELS = List.of("debug", "info", "warn", "error");
    private static final int FIRST_SUM = 11;
    private static final int SUMS = 5;

    private final JdbcOperations jdbc;

    RunSummaries(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What an active run came to.
     *
     * @param window in which its lines are
     * @return null if there is no such run
     */
    public @Nullable RunSummary find(UUID runId, LineWindow window) {
        return jdbc.prepareStatement(FIND, statement -> {
            for (int first = 1; first <= 4; first += 3) {
                statement.setObject(first, runId);
                statement.setObject(first + 1, window.first());
                statement.setObject(first + 2, window.end());
            }
            statement.setObject(7, runId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? read(row) : null;
            }
        });
    }

    private static RunSummary read(ResultSet row) throws SQLException {
        List<ModelUse> models = new ArrayList<>();
        BigDecimal[] total = zeros();
        long calls = 0;
        long unpriced = 0;
        String[] providers = array(row, 7, new String[0]);
        for (int i = 0; i < providers.length; i++) {
            BigDecimal[] sums = zeros();
            for (int sum = 0; sum < SUMS; sum++) {
                sums[sum] = array(row, FIRST_SUM + sum, new BigDecimal[0])[i];
                total[sum] = total[sum].add(sums[sum]);
            }
            long modelsCalls = array(row, 9, new Long[0])[i];
            long modelsUnpriced = array(row, 10, new Long[0])[i];
            calls += modelsCalls;
            unpriced += modelsUnpriced;
            models.add(new ModelUse(
                    providers[i], array(row, 8, new String[0])[i], used(modelsCalls, modelsUnpriced, sums)));
        }
        return new RunSummary(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getLong(3),
                row.getObject(4, Long.class),
                lines(row),
                used(calls, unpriced, total),
                models);
    }

    private static BigDecimal[] zeros() {
        BigDecimal[] zeros = new BigDecimal[SUMS];
        java.util.Arrays.fill(zeros, BigDecimal.ZERO);
        return zeros;
    }

    private static Used used(long calls, long unpriced, BigDecimal[] sums) {
        return new Used(calls, unpriced, sums[0], sums[1], sums[2], sums[3], Usd.of(sums[4]));
    }

    private static Map<String, Long> lines(ResultSet row) throws SQLException {
        Map<String, Long> lines = new LinkedHashMap<>();
        LEVELS.forEach(level -> lines.put(level, 0L));
        String[] levels = array(row, 5, new String[0]);
        for (int i = 0; i < levels.length; i++) {
            lines.put(levels[i], array(row, 6, new Long[0])[i]);
        }
        return lines;
    }

    @SuppressWarnings("unchecked") // The driver's arrays are of the element's type that the column has.
    private static <T> T[] array(ResultSet row, int column, T[] none) throws SQLException {
        return row.getArray(column) == null ? none : (T[]) row.getArray(column).getArray();
    }
}
