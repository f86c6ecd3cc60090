package dev.statehouse.data.operation;

import io.micronaut.core.annotation.Introspected;

/**
 * How much time a statement has taken since its statistics began.
 *
 * @param queryId the fingerprint of its text without values
 * @param totalMs of all calls
 * @param mostMs of one call
 */
@Introspected
public record StatementTime(long queryId, long calls, double totalMs, double mostMs) {}
