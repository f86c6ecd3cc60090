package dev.statehouse.data.cost;

import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Costs anew, after a model's prices were corrected.
 *
 * @param fromAt calls of this time, by their ids
 * @param untilAt the first instant after it
 * @param prices the model's in that time when it was asked for: a list of {@code {tokenClass,
 *     microusdPerMillion, validFrom, validTo}}
 * @param status previewing, previewed, applying or applied
 * @param preview how much the costs would differ: how many calls there are ({@code usages}), how many of them would cost something
 *     else ({@code changed}) or get a cost ({@code newlyPriced}), what all of them cost and would cost ({@code beforeUsd},
 *     {@code afterUsd}), and the difference ({@code differenceUsd}, {@code differencePicousd}); null until all were looked at
 * @param applied how much they did; null until all were changed
 * @param appliedAt when all were changed; null until then
 * @param usages at how many calls the present phase has looked
 */
@Introspected
@MappedEntity("price_recalculations")
public record PriceRecalculation(
        @Id UUID id,
        String provider,
        String model,
        Instant fromAt,
        Instant untilAt,
        Json prices,
        String status,
        @Nullable Json preview,
        @Nullable Json applied,
        @Nullable Instant appliedAt,
        long usages,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLUMNS =
            "id, provider, model, from_at, until_at, prices, status, preview, applied, applied_at, usages,"
                    + " created_at, updated_at";

    /** Whether a job works on it. */
    boolean goesOn() {
        return status.equals("previewing") || status.equals("applying");
    }
}
