package dev.statehouse.data.job;

import io.micronaut.core.annotation.Introspected;
import java.util.UUID;

/**
 * A job that stands in the queue.
 *
 * @param isNew false if one with its unique key waited or ran already, whose id this is
 */
@Introspected
public record Enqueued(UUID id, boolean isNew) {}
