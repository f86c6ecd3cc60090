package dev.statehouse.data.job;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/**
 * The jobs of a workspace and priority, and where claims of them begin.
 *
 * @param runAt with {@code id}, of the job that was reached: what lies before it was claimed, or is found by a later look
 */
@Introspected
record Lane(UUID workspaceId, int priority, Instant runAt, UUID id) {

    /** As PostgreSQL orders them; a UUID's own order is another. */
    static final Comparator<Lane> ORDER = Comparator.<Lane, String>comparing(
                    lane -> lane.workspaceId().toString())
            .thenComparingInt(Lane::priority);

    private static final UUID FIRST_ID = new UUID(0, 0);

    record Key(UUID workspaceId, int priority) {}

    Key key() {
        return new Key(workspaceId, priority);
    }

    boolean isInLaterWorkspace(Lane other) {
        return workspaceId.toString().compareTo(other.workspaceId.toString()) > 0;
    }

    Lane reached(ClaimedJob job) {
        return new Lane(workspaceId, priority, job.runAt(), job.id());
    }

    /** {@return the lane from an instant on, or from where it begins, if that is before} */
    Lane notAfter(Instant instant) {
        return runAt.isAfter(instant) ? new Lane(workspaceId, priority, instant, FIRST_ID) : this;
    }
}
