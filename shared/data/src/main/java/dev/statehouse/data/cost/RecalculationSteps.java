package dev.statehouse.data.cost;

import dev.statehouse.data.Ids;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.util.UUID;

/** The work of recalculations, in steps. For the worker's role. Thread-safe. */
@Singleton
public class RecalculationSteps {

    /** Calls that a step looks at, of whatever model. */
    static final int ROWS = 2_000;

    /**
     * Looks at the next calls, changes what is to be changed if the recalculation is applied, and moves its place and sums: all in
     * one statement. A step begins where the recalculation stands; one that waited for another finds that it has moved, and does
     * nothing, so that nothing is done twice. A class that has no price keeps the one that it was reckoned with, and so does a call
     * whose cost could not be stored. What writers of usages change too is locked first, and in their order: the sums of runs by
     * month, and then the workspace's shares of these months, at which each of them waits before it goes to a project's.
     */
    private static final String STEP = """
            WITH job AS MATERIALIZED (
                SELECT r.*
                FROM price_recalculations r
                WHERE r.id = ? AND r.status IN ('previewing', 'applying') AND r.reached_run = ? AND r.reached_id = ?
                FOR UPDATE
            ), known AS MATERIALIZED (
                SELECT p."tokenClass" AS class, p."microusdPerMillion" AS price, p."validFrom" AS valid_from, p."validTo" AS valid_to
                FROM job j
                CROSS JOIN jsonb_to_recordset(j.prices)
                    AS p ("tokenClass" text, "microusdPerMillion" bigint, "validFrom" timestamptz, "validTo" timestamptz)
            ), looked AS MATERIALIZED (
                SELECT u.*
                FROM token_usages u
                WHERE (u.run_id, u.id) > (CAST(? AS uuid), CAST(? AS uuid)) AND u.id >= ? AND u.id < ?
                  AND EXISTS (SELECT FROM job)
                ORDER BY u.run_id, u.id
                LIMIT ?
            ), reckoned AS MATERIALIZED (
                SELECT l.*, k.*,
                       CASE WHEN (l.input_tokens = 0 OR k.input IS NOT NULL)
                             AND (l.cached_input_tokens = 0 OR k.cached_input IS NOT NULL)
                             AND (l.output_tokens = 0 OR k.output IS NOT NULL)
                             AND (l.reasoning_tokens = 0 OR k.reasoning IS NOT NULL)
                            THEN CAST(l.input_tokens AS numeric) * coalesce(k.input, 0)
                               + CAST(l.cached_input_tokens AS numeric) * coalesce(k.cached_input, 0)
                               + CAST(l.output_tokens AS numeric) * coalesce(k.output, 0)
                               + CAST(l.reasoning_tokens AS numeric) * coalesce(k.reasoning, 0) END AS cost
                FROM job j
                JOIN looked l ON l.provider = j.provider AND l.model = j.model
                CROSS JOIN LATERAL (
                    SELECT coalesce(max(o.price) FILTER (WHERE o.class = 'input'), l.input_price) AS input,
                           coalesce(max(o.price) FILTER (WHERE o.class = 'cached_input'), l.cached_input_price) AS cached_input,
                           coalesce(max(o.price) FILTER (WHERE o.class = 'output'), l.output_price) AS output,
                           coalesce(max(o.price) FILTER (WHERE o.class = 'reasoning'), l.reasoning_price) AS reasoning
                    FROM known o
                    WHERE o.valid_from <= id_time(l.id) AND (o.valid_to IS NULL OR o.valid_to > id_time(l.id))
                ) k
            ), differing AS MATERIALIZED (
                SELECT r.workspace_id, r.run_id, r.id, r.input, r.cached_input, r.output, r.reasoning,
                       CASE WHEN r.cost <= 9223372036854775807 THEN CAST(r.cost AS bigint) END AS cost,
                       r.cost_picousd AS old_cost
                FROM reckoned r
                WHERE coalesce(r.cost, 0) <= 9223372036854775807
                  AND r.cost IS DISTINCT FROM r.cost_picousd
            ), written AS (
                UPDATE token_usages u
                SET input_price = d.input, cached_input_price = d.cached_input, output_price = d.output,
                    reasoning_price = d.reasoning, cost_picousd = d.cost
                FROM differing d, job j
                WHERE j.status = 'applying' AND u.run_id = d.run_id AND u.id = d.id AND u.id >= ? AND u.id < ?
            ), corrected AS MATERIALIZED (
                SELECT d.run_id, id_month(d.id) AS month, sum(coalesce(d.cost, 0) - coalesce(d.old_cost, 0)) AS difference,
                       count(*) FILTER (WHERE d.old_cost IS NULL AND d.cost IS NOT NULL) AS newly_priced
                FROM differing d
                CROSS JOIN job j
                WHERE j.status = 'applying'
                GROUP BY 1, 2
            ), held AS MATERIALIZED (
                SELECT s.run_id, s.month
                FROM agent_run_spends s
                WHERE (s.run_id, s.month) IN (SELECT c.run_id, c.month FROM corrected c)
                ORDER BY s.run_id, s.month
                FOR UPDATE
            ), held_shares AS MATERIALIZED (
                SELECT m.month, m.share
                FROM monthly_spends m
                WHERE m.scope_id = m.workspace_id AND (m.month, m.share) IN (SELECT h.month, spend_share(h.run_id) FROM held h)
                ORDER BY m.month, m.share
                FOR UPDATE
            ), spent AS (
                UPDATE agent_run_spends s
                SET cost_picousd = s.cost_picousd + c.difference, unpriced_calls = s.unpriced_calls - c.newly_priced,
                    updated_at = now()
                FROM corrected c
                WHERE (SELECT count(*) FROM held_shares) > 0 AND s.run_id = c.run_id AND s.month = c.month
            ), sums AS (
                SELECT l.usages, d.changed, d.newly_priced, l.before, l.before + d.difference AS after, l.is_last
                FROM (
                    SELECT count(*) AS usages, coalesce(sum(cost_picousd), 0) AS before,
                           (SELECT count(*) FROM looked) < CAST(? AS integer) AS is_last
                    FROM reckoned
                ) l
                CROSS JOIN (
                    SELECT count(*) AS changed, count(*) FILTER (WHERE old_cost IS NULL AND cost IS NOT NULL) AS newly_priced,
                           coalesce(sum(coalesce(cost, 0) - coalesce(old_cost, 0)), 0) AS difference
                    FROM differing
                ) d
            ), outcome AS (
                SELECT s.is_last, jsonb_build_object(
                    'usages', j.usages + s.usages, 'changed', j.changed + s.changed, 'newlyPriced', j.newly_priced + s.newly_priced,
                    'beforeUsd', CAST(round((j.before_picousd + s.before) / 1e12, 6) AS text),
                    'afterUsd', CAST(round((j.after_picousd + s.after) / 1e12, 6) AS text),
                    'differenceUsd',
                    CAST(round((j.after_picousd + s.after - j.before_picousd - s.before) / 1e12, 6) AS text),
                    'differencePicousd', CAST(j.after_picousd + s.after - j.before_picousd - s.before AS text)) AS told
                FROM job j
                CROSS JOIN sums s
            )
            UPDATE price_recalculations r
            SET reached_run = coalesce((SELECT l.run_id FROM looked l ORDER BY l.run_id DESC, l.id DESC LIMIT 1), r.reached_run),
                reached_id = coalesce((SELECT l.id FROM looked l ORDER BY l.run_id DESC, l.id DESC LIMIT 1), r.reached_id),
                usages = r.usages + s.usages,
                changed = r.changed + s.changed,
                newly_priced = r.newly_priced + s.newly_priced,
                before_picousd = r.before_picousd + s.before,
                after_picousd = r.after_picousd + s.after,
                status = CASE WHEN NOT o.is_last THEN r.status WHEN r.status = 'applying' THEN 'applied' ELSE 'previewed' END,
                preview = CASE WHEN o.is_last AND r.status = 'previewing' THEN o.told ELSE r.preview END,
                applied = CASE WHEN o.is_last AND r.status = 'applying' THEN o.told ELSE r.applied END,
                applied_at = CASE WHEN o.is_last AND r.status = 'applying' THEN now() END,
                updated_at = now()
            FROM job j, sums s, outcome o
            WHERE r.id = j.id
            RETURNING r.reached_run, r.reached_id, r.usages, o.is_last
            """;

    private static final UUID NOWHERE = new UUID(0, 0);

    private final JdbcOperations jdbc;

    RecalculationSteps(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How far a phase has come.
     *
     * @param run of the last call that was looked at
     * @param id of that call
     * @param usages of the model so far
     * @param isOver whether there is nothing more to do
     */
    public record Place(UUID run, UUID id, long usages, boolean isOver) {

        /** Where a phase begins. */
        public static final Place BEGINNING = new Place(NOWHERE, NOWHERE, 0, false);
    }

    /** Where the phase of a recalculation stands, which an earlier attempt may have begun. */
    public Place reached(PriceRecalculation recalculation) {
        return jdbc.prepareStatement(
                "SELECT reached_run, reached_id, usages FROM price_recalculations WHERE id = ?", statement -> {
                    statement.setObject(1, recalculation.id());
                    try (ResultSet row = statement.executeQuery()) {
                        return row.next()
                                ? new Place(
                                        row.getObject(1, UUID.class),
                                        row.getObject(2, UUID.class),
                                        row.getLong(3),
                                        !recalculation.goesOn())
                                : new Place(NOWHERE, NOWHERE, 0, true);
                    }
                });
    }

    /**
     * Does the next step from a place on; a statement of its own transaction.
     *
     * @return where it stands then; the same place if the recalculation had left it, and nothing was done
     */
    public Place step(PriceRecalculation recalculation, Place from) {
        UUID first = Ids.first(recalculation.fromAt());
        UUID end = Ids.first(recalculation.untilAt());
        return jdbc.prepareStatement(STEP, statement -> {
            statement.setObject(1, recalculation.id());
            statement.setObject(2, from.run());
            statement.setObject(3, from.id());
            statement.setObject(4, from.run());
            statement.setObject(5, from.id());
            statement.setObject(6, first);
            statement.setObject(7, end);
            statement.setInt(8, ROWS);
            statement.setObject(9, first);
            statement.setObject(10, end);
            statement.setInt(11, ROWS);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? new Place(
                                row.getObject(1, UUID.class),
                                row.getObject(2, UUID.class),
                                row.getLong(3),
                                row.getBoolean(4))
                        : from;
            }
        });
    }
}
