package dev.statehouse.data.agentrun;

import dev.statehouse.data.Columns;
import dev.statehouse.data.cost.Usd;
import io.micronaut.core.annotation.Introspected;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call of a model. Each of its tokens is in one class.
 *
 * @param id chosen by its writer, a UUIDv7
 * @param prices that its cost was reckoned with
 * @param costUsd in dollars, rounded to their millionths; null if a price is missing
 * @param costPicousd the same exactly, in millionths of a millionth of a dollar; a text, for it may have 19 digits
 * @param createdAt when it was stored; when it was made is in its id
 */
@Introspected
public record TokenUsage(
        UUID id,
        String provider,
        String model,
        long inputTokens,
        long cachedInputTokens,
        long outputTokens,
        long reasoningTokens,
        long totalTokens,
        Prices prices,
        @Nullable String costUsd,
        @Nullable String costPicousd,
        Instant createdAt) {

    static final String COLUMNS =
            "id, provider, model, input_tokens, cached_input_tokens, output_tokens, reasoning_tokens,"
                    + " total_tokens, input_price, cached_input_price, output_price, reasoning_price, cost_picousd, created_at";

    /** Millionths of a dollar for a million tokens; null where there was none. */
    @Introspected
    public record Prices(
            @Nullable Long input,
            @Nullable Long cachedInput,
            @Nullable Long output,
            @Nullable Long reasoning) {}

    /** The row under the cursor, of {@link #COLUMNS} in their order. */
    static TokenUsage read(ResultSet row) throws SQLException {
        BigDecimal cost = row.getBigDecimal(13);
        return new TokenUsage(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                new Prices(
                        row.getObject(9, Long.class),
                        row.getObject(10, Long.class),
                        row.getObject(11, Long.class),
                        row.getObject(12, Long.class)),
                Usd.ofKnown(cost),
                cost == null ? null : cost.toPlainString(),
                Columns.instant(row, 14));
    }
}
