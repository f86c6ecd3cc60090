package dev.statehouse.crud.agentrun;

import io.micronaut.core.annotation.Introspected;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Usages as they are sent, for the description of the API alone: {@link UsageBatch} reads them.
 *
 * @param rows from 1 to 1,000
 */
@Introspected
record NewUsageRows(List<NewUsageRow> rows) {

    /**
     * A call of a model. Each of its tokens is in one class.
     *
     * @param id a UUID of version 7, chosen by whoever made the call
     * @param inputTokens without those from the provider's cache; 0 if absent, like the other classes
     * @param outputTokens without those of reasoning
     * @param totalTokens the sum of the four
     */
    @Introspected
    record NewUsageRow(
            UUID id,
            String provider,
            String model,
            @Nullable Long inputTokens,
            @Nullable Long cachedInputTokens,
            @Nullable Long outputTokens,
            @Nullable Long reasoningTokens,
            long totalTokens) {}
}
