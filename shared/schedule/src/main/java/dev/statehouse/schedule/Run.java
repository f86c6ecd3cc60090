package dev.statehouse.schedule;

import java.time.Instant;

/**
 * A run of an operation.
 *
 * @param dueAt by the schedule's clock; when it was asked for, if that was by hand
 * @param dryRun whether it is to tell what it would do, and do nothing
 */
public record Run(Instant dueAt, boolean dryRun, Deadline deadline) {}
