package dev.statehouse.data.agentrun;

import io.micronaut.core.annotation.Introspected;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a run came to so far.
 *
 * @param queuedMs from its being asked for to its start, its end or now
 * @param ranMs from its start to its end or now; null if it did not start
 * @param lines how many it said, by level
 * @param total of all models
 * @param models each that it used, by provider and name
 */
@Introspected
public record RunSummary(
        UUID id,
        String status,
        long queuedMs,
        @Nullable Long ranMs,
        Map<String, Long> lines,
        Used total,
        List<ModelUse> models) {

    /**
     * What calls of models used.
     *
     * @param unpricedCalls those without a cost, since a price is missing: they are not in the cost
     * @param costUsd in dollars, rounded to their millionths
     */
    @Introspected
    public record Used(
            long calls,
            long unpricedCalls,
            BigDecimal inputTokens,
            BigDecimal cachedInputTokens,
            BigDecimal outputTokens,
            BigDecimal reasoningTokens,
            String costUsd) {}

    /** What calls of one model used. */
    @Introspected
    public record ModelUse(String provider, String model, Used used) {}
}
