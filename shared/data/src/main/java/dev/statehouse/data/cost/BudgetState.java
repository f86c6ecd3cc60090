package dev.statehouse.data.cost;

import io.micronaut.core.annotation.Introspected;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a budget stands in a month.
 *
 * @param spentPicousd what was spent in it, in millionths of a millionth of a dollar; what has no price is not among it
 * @param reservedPicousd what runs that go on may still spend of what they reserved
 * @param unpricedCalls calls of models without a cost
 * @param warnedAt when its soft limit was reached in that month; null if it was not
 */
@Introspected
public record BudgetState(
        UUID id,
        @Nullable UUID projectId,
        @Nullable Long softLimitMicrousd,
        @Nullable Long hardLimitMicrousd,
        int revision,
        Instant createdAt,
        Instant updatedAt,
        BigDecimal spentPicousd,
        BigDecimal reservedPicousd,
        long unpricedCalls,
        @Nullable Instant warnedAt) {

    private static final int MICRO_IN_PICO = 6;

    /** What is spent and reserved, with so much more, in millionths of a dollar, rounded up. */
    public long committedMicrousd(long more) {
        return spentPicousd
                .add(reservedPicousd)
                .movePointLeft(MICRO_IN_PICO)
                .setScale(0, RoundingMode.CEILING)
                .add(BigDecimal.valueOf(more))
                .longValueExact();
    }

    /** Whether a run that reserves so much would go beyond the hard limit, or the limit is reached already. */
    public boolean refuses(long reservedMicrousd) {
        return hardLimitMicrousd != null
                && (committedMicrousd(0) >= hardLimitMicrousd
                        || committedMicrousd(reservedMicrousd) > hardLimitMicrousd);
    }

    /** Whether the soft limit is reached with so much more. */
    public boolean warns(long reservedMicrousd) {
        return softLimitMicrousd != null && committedMicrousd(reservedMicrousd) >= softLimitMicrousd;
    }
}
