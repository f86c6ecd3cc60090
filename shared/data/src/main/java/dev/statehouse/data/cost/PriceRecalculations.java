package dev.statehouse.data.cost;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The recalculations of the bound workspace; {@link RecalculationSteps} does their work. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface PriceRecalculations extends GenericRepository<PriceRecalculation, UUID> {

    /** The prices of {@code r}'s model in its time, as they are now; times of UTC, which no session's time zone changes. */
    String PRICES = """
            (SELECT coalesce(jsonb_agg(jsonb_build_object(
                        'tokenClass', p.token_class, 'microusdPerMillion', p.microusd_per_million,
                        'validFrom', (to_jsonb(p.valid_from AT TIME ZONE 'UTC') #>> '{}') || 'Z',
                        'validTo', (to_jsonb(p.valid_to AT TIME ZONE 'UTC') #>> '{}') || 'Z')
                    ORDER BY p.token_class, p.valid_from), '[]')
             FROM model_prices p
             WHERE p.provider = r.provider AND p.model = r.model AND p.deleted_at IS NULL
               AND p.valid_from < r.until_at AND (p.valid_to IS NULL OR p.valid_to > r.from_at))
            """;

    @Query("SELECT " + PriceRecalculation.COLUMNS + " FROM price_recalculations WHERE id = :id")
    @Nullable
    PriceRecalculation find(UUID id);

    /**
     * Newest first.
     *
     * @param before id of the last row of the page before; null for the first page
     */
    @Query("SELECT " + PriceRecalculation.COLUMNS + """

            FROM price_recalculations
            WHERE CAST(:before AS uuid) IS NULL OR id < CAST(:before AS uuid)
            ORDER BY id DESC
            LIMIT :rows
            """)
    List<PriceRecalculation> list(@Nullable UUID before, int rows);

    /** One that is to be previewed, with the present prices. */
    @Query("""
            INSERT INTO price_recalculations (workspace_id, id, provider, model, from_at, until_at, prices)
            SELECT (SELECT current_workspace()), r.id, r.provider, r.model, r.from_at, r.until_at,\s""" + PRICES + """
            FROM (VALUES (CAST(:id AS uuid), CAST(:provider AS text), CAST(:model AS text), CAST(:fromAt AS timestamptz),
                          CAST(:untilAt AS timestamptz))) AS r (id, provider, model, from_at, until_at)
            RETURNING\s""" + PriceRecalculation.COLUMNS)
    List<PriceRecalculation> insert(UUID id, String provider, String model, Instant fromAt, Instant untilAt);

    /**
     * Has it applied.
     *
     * @return it, or nothing unless it is previewed and the prices are those of the preview
     */
    @Query("""
            UPDATE price_recalculations r
            SET status = 'applying', reached_run = '00000000-0000-0000-0000-000000000000',
                reached_id = '00000000-0000-0000-0000-000000000000', usages = 0, changed = 0, newly_priced = 0,
                before_picousd = 0, after_picousd = 0, updated_at = now()
            WHERE r.id = :id AND r.status = 'previewed' AND r.prices =\s""" + PRICES + "RETURNING " + PriceRecalculation.COLUMNS)
    List<PriceRecalculation> apply(UUID id);
}
