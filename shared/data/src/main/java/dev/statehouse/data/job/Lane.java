package dev.statehouse.data.job;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.UUID;

/**
 * The jobs of a workspace and priority, and where claims of them begin.
 *
 * @param runAt with {@code id}, of the job that was reached: what lies before it was claimed, or is found by a later look
 */
@Introspected
record Lane(UUID workspaceId, int priority, Instant runAt, UUID id) {

    boolean isOf(ClaimedJob job) {
        return job.workspaceId().equals(workspaceId) && job.priority() == priority;
    }

    Lane reached(ClaimedJob job) {
        return new Lane(workspaceId, priority, job.runAt(), job.id());
    }
}
