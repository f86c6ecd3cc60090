package dev.statehouse.data.cleanup;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is to go.
 *
 * @param due how many rows, counted up to a limit
 * @param oldest since when the first of them is over; null if there is none
 */
@Introspected
public record DueRows(long due, @Nullable Instant oldest) {}
