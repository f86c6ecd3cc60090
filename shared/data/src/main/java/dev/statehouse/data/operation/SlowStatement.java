package dev.statehouse.data.operation;

import io.micronaut.core.annotation.Introspected;
import org.jspecify.annotations.Nullable;

/**
 * What the server keeps of a statement since its statistics began.
 *
 * @param queryId the fingerprint of its text without values
 * @param roles whose it is, separated by spaces
 * @param mostMs of one call
 * @param text its beginning, as a rule with {@code $1} in each value's place; null if the server has lost it
 */
@Introspected
public record SlowStatement(
        long queryId,
        String roles,
        long calls,
        double meanMs,
        double mostMs,
        @Nullable String text) {}
