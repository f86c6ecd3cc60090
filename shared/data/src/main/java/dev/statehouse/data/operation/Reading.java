package dev.statehouse.data.operation;

import io.micronaut.core.annotation.Introspected;

/**
 * A number that the database told of itself.
 *
 * @param name of a {@link Metric}, in lower case, or of a counter
 * @param part what of it is meant, such as a role; empty for all of it
 */
@Introspected
public record Reading(String name, String part, double value) {}
