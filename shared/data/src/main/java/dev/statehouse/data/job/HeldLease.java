package dev.statehouse.data.job;

import io.micronaut.core.annotation.Introspected;
import java.util.UUID;

/**
 * A claim that stands.
 *
 * @param id of the job
 * @param cancelRequested whether its work is asked to end
 */
@Introspected
public record HeldLease(UUID id, boolean cancelRequested) {}
