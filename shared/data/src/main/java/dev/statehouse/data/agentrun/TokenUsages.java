package dev.statehouse.data.agentrun;

import dev.statehouse.data.Sql;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What runs of the bound workspace use, and what it costs. Thread-safe. */
@Singleton
public class TokenUsages {

    /**
     * Prices are those of the time in each id. Of batches of a run that are written at once, the later waits where they meet: at an
     * id of both, or else at the run's sum, which comes last; both go by one order, so that none waits for the other in turn.
     */
    private static final String INSERT = """
            WITH run AS MATERIALIZED (
                SELECT workspace_id, id, project_id
                FROM agent_runs
                WHERE id = ? AND deleted_at IS NULL
            ), given AS MATERIALIZED (
                SELECT n.*, id_time(n.id) AS at
                FROM unnest(CAST(? AS uuid[]), CAST(? AS text[]), CAST(? AS text[]), CAST(? AS bigint[]), CAST(? AS bigint[]),
                            CAST(? AS bigint[]), CAST(? AS bigint[]), CAST(? AS bigint[]))
                    WITH ORDINALITY AS n (id, provider, model, input, cached_input, output, reasoning, total, place)
            ), known AS MATERIALIZED (
                SELECT p.provider, p.model, p.token_class, p.microusd_per_million AS price, p.valid_from, p.valid_to
                FROM model_prices p
                WHERE p.deleted_at IS NULL AND (p.provider, p.model) IN (SELECT g.provider, g.model FROM given g)
            ), priced AS MATERIALIZED (
                SELECT g.*, k.input_price, k.cached_input_price, k.output_price, k.reasoning_price,
                       CASE WHEN (g.input = 0 OR k.input_price IS NOT NULL)
                             AND (g.cached_input = 0 OR k.cached_input_price IS NOT NULL)
                             AND (g.output = 0 OR k.output_price IS NOT NULL)
                             AND (g.reasoning = 0 OR k.reasoning_price IS NOT NULL)
                            THEN CAST(g.input AS numeric) * coalesce(k.input_price, 0)
                               + CAST(g.cached_input AS numeric) * coalesce(k.cached_input_price, 0)
                               + CAST(g.output AS numeric) * coalesce(k.output_price, 0)
                               + CAST(g.reasoning AS numeric) * coalesce(k.reasoning_price, 0) END AS cost
                FROM given g
                CROSS JOIN LATERAL (
                    SELECT max(o.price) FILTER (WHERE o.token_class = 'input') AS input_price,
                           max(o.price) FILTER (WHERE o.token_class = 'cached_input') AS cached_input_price,
                           max(o.price) FILTER (WHERE o.token_class = 'output') AS output_price,
                           max(o.price) FILTER (WHERE o.token_class = 'reasoning') AS reasoning_price
                    FROM known o
                    WHERE o.provider = g.provider AND o.model = g.model
                      AND o.valid_from <= g.at AND (o.valid_to IS NULL OR o.valid_to > g.at)
                ) k
            ), dear AS MATERIALIZED (
                SELECT min(place) AS place
                FROM priced
                WHERE cost > 9223372036854775807
            ), stored AS (
                INSERT INTO token_usages
                    (workspace_id, run_id, id, provider, model, input_tokens, cached_input_tokens, output_tokens,
                     reasoning_tokens, total_tokens, input_price, cached_input_price, output_price, reasoning_price,
                     cost_picousd)
                SELECT r.workspace_id, r.id, p.id, p.provider, p.model, p.input, p.cached_input, p.output, p.reasoning, p.total,
                       p.input_price, p.cached_input_price, p.output_price, p.reasoning_price,
                       CASE WHEN p.cost <= 9223372036854775807 THEN CAST(p.cost AS bigint) END
                FROM run r
                CROSS JOIN priced p
                WHERE (SELECT place FROM dear) IS NULL
                ORDER BY p.id
                ON CONFLICT DO NOTHING
                RETURNING id, cost_picousd
            ), spent AS (
                INSERT INTO agent_run_spends AS s
                    (workspace_id, run_id, month, project_id, calls, unpriced_calls, cost_picousd)
                SELECT r.workspace_id, r.id, m.month, r.project_id, m.calls, m.unpriced_calls, m.cost
                FROM run r
                CROSS JOIN (
                    SELECT id_month(o.id) AS month, count(*) AS calls, count(*) FILTER (WHERE o.cost_picousd IS NULL) AS unpriced_calls,
                           coalesce(sum(o.cost_picousd), 0) AS cost
                    FROM stored o
                    GROUP BY 1
                ) m
                ORDER BY m.month
                ON CONFLICT (workspace_id, run_id, month) DO UPDATE
                SET calls = s.calls + excluded.calls,
                    unpriced_calls = s.unpriced_calls + excluded.unpriced_calls,
                    cost_picousd = s.cost_picousd + excluded.cost_picousd,
                    updated_at = now()
            )
            SELECT EXISTS (SELECT FROM run), (SELECT count(*) FROM stored),
                   CASE WHEN (SELECT count(*) FROM stored) < CAST(? AS integer) THEN ARRAY(SELECT CAST(id AS text) FROM stored) END,
                   (SELECT count(*) FROM stored WHERE cost_picousd IS NULL),
                   (SELECT CAST(place - 1 AS integer) FROM dear)
            """;

    private final JdbcOperations jdbc;

    TokenUsages(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Writes usages by one statement, each with its prices and its cost; those whose id the run has already stay as they are.
     *
     * @return null if there is no such active run
     */
    public @Nullable StoredUsages insert(UUID runId, NewTokenUsages usages) {
        return jdbc.prepareStatement(INSERT, statement -> {
            statement.setObject(1, runId);
            statement.setObject(2, usages.ids());
            statement.setObject(3, usages.providers());
            statement.setObject(4, usages.models());
            statement.setObject(5, usages.input());
            statement.setObject(6, usages.cachedInput());
            statement.setObject(7, usages.output());
            statement.setObject(8, usages.reasoning());
            statement.setObject(9, usages.totals());
            statement.setInt(10, usages.ids().length);
            try (ResultSet answer = statement.executeQuery()) {
                return StoredUsages.read(answer, usages.ids());
            }
        });
    }

    /**
     * A page of a run's usages, whether the run is active or not.
     *
     * @param rows one more than the page holds tells whether there is a next
     */
    public List<TokenUsage> list(LineRange range, int rows) {
        return range.where(new Sql("SELECT " + TokenUsage.COLUMNS + "\nFROM token_usages\n"))
                .add("\nORDER BY id" + (range.oldestFirst() ? "" : " DESC") + "\nLIMIT ?", rows)
                .list(jdbc, TokenUsage::read);
    }
}
