package dev.statehouse.data.cost;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the bound workspace pays for tokens. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface ModelPrices extends GenericRepository<ModelPrice, UUID> {

    /** An active price. */
    @Query("SELECT " + ModelPrice.COLUMNS + " FROM model_prices WHERE id = :id AND deleted_at IS NULL")
    @Nullable
    ModelPrice find(UUID id);

    /**
     * Newest first.
     *
     * @param active false for the deleted ones
     * @param provider null for any; so {@code model}
     * @param at valid at that instant; null for any
     * @param before id of the last row of the page before; null for the first page
     */
    @Query("SELECT " + ModelPrice.COLUMNS + """

            FROM model_prices
            WHERE (deleted_at IS NULL) = :active
              AND (CAST(:provider AS text) IS NULL OR provider = CAST(:provider AS text))
              AND (CAST(:model AS text) IS NULL OR model = CAST(:model AS text))
              AND (CAST(:at AS timestamptz) IS NULL
                   OR (valid_from <= CAST(:at AS timestamptz) AND (valid_to IS NULL OR valid_to > CAST(:at AS timestamptz))))
              AND (CAST(:before AS uuid) IS NULL OR id < CAST(:before AS uuid))
            ORDER BY id DESC
            LIMIT :rows
            """)
    List<ModelPrice> list(
            boolean active,
            @Nullable String provider,
            @Nullable String model,
            @Nullable Instant at,
            @Nullable UUID before,
            int rows);

    @Query("""
            INSERT INTO model_prices (workspace_id, id, provider, model, token_class, microusd_per_million, valid_from, valid_to)
            VALUES ((SELECT current_workspace()), :id, :provider, :model, :tokenClass, :microusdPerMillion,
                    CAST(:validFrom AS timestamptz), CAST(:validTo AS timestamptz))
            RETURNING\s""" + ModelPrice.COLUMNS)
    List<ModelPrice> insert(
            UUID id,
            String provider,
            String model,
            String tokenClass,
            long microusdPerMillion,
            Instant validFrom,
            @Nullable Instant validTo);

    /**
     * Adds prices in one order, so that two files with the same ones can't wait for each other.
     *
     * @param rows JSON array of objects with the fields of a price
     * @return the ids of those that were in the way of no other
     */
    @Query("""
            INSERT INTO model_prices (workspace_id, id, provider, model, token_class, microusd_per_million, valid_from, valid_to)
            SELECT (SELECT current_workspace()), n.id, n.provider, n.model, n."tokenClass", n."microusdPerMillion",
                   n."validFrom", n."validTo"
            FROM jsonb_to_recordset(CAST(:rows AS jsonb))
                 AS n (id uuid, provider text, model text, "tokenClass" text, "microusdPerMillion" bigint,
                       "validFrom" timestamptz, "validTo" timestamptz)
            ORDER BY n.provider, n.model, n."tokenClass", n."validFrom"
            ON CONFLICT DO NOTHING
            RETURNING id
            """)
    List<UUID> insertAll(String rows);

    /**
     * Changes what is not null. Usages keep the price that they were reckoned with.
     *
     * @param expected revision that the caller read; null for any
     * @param moves whether {@code validTo} is to be set, to null too
     * @return the changed price, or nothing if it is not there or has another revision
     */
    @Query("""
            UPDATE model_prices
            SET microusd_per_million = coalesce(CAST(:microusdPerMillion AS bigint), microusd_per_million),
                valid_from = coalesce(CAST(:validFrom AS timestamptz), valid_from),
                valid_to = CASE WHEN :moves THEN CAST(:validTo AS timestamptz) ELSE valid_to END,
                revision = revision + 1,
                updated_at = now()
            WHERE id = :id AND deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
            RETURNING\s""" + ModelPrice.COLUMNS)
    List<ModelPrice> change(
            UUID id,
            @Nullable Integer expected,
            @Nullable Long microusdPerMillion,
            @Nullable Instant validFrom,
            boolean moves,
            @Nullable Instant validTo);

    /** {@return the deleted price, or nothing if it is not there or has another revision} */
    @Query("""
            UPDATE model_prices
            SET deleted_at = now(), revision = revision + 1, updated_at = now()
            WHERE id = :id AND deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
            RETURNING\s""" + ModelPrice.COLUMNS)
    List<ModelPrice> delete(UUID id, @Nullable Integer expected);

    /** {@return the restored price, or nothing if there is no deleted price of this id} */
    @Query("""
            UPDATE model_prices
            SET deleted_at = NULL, revision = revision + 1, updated_at = now()
            WHERE id = :id AND deleted_at IS NOT NULL
            RETURNING\s""" + ModelPrice.COLUMNS)
    List<ModelPrice> restore(UUID id);
}
