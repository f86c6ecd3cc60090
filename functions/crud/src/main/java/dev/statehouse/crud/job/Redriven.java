package dev.statehouse.crud.job;

import io.micronaut.core.annotation.Introspected;

/**
 * What was driven again.
 *
 * @param jobs how many wait again
 * @param hasMore whether so many were the most of one request
 */
@Introspected
record Redriven(int jobs, boolean hasMore) {}
