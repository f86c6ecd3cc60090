package dev.statehouse.sessioncleanup;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.cleanup.DueRows;
import dev.statehouse.data.cleanup.PurgedRows;
import dev.statehouse.schedule.Deadline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far a run has come with one sweep. Its failure is its own: the others go on. Not thread-safe. */
final class Progress {

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    private final Sweep sweep;
    private final Workspaces workspaces;
    private final BatchSize size = new BatchSize();
    private PurgedRows last = PurgedRows.NONE;
    private long deleted;
    private long begun;
    private Duration all = Duration.ZERO;
    private Duration slowest = Duration.ZERO;
    private @Nullable RuntimeException failure;

    Progress(Sweep sweep, Workspaces workspaces) {
        this.sweep = sweep;
        this.workspaces = workspaces;
    }

    String name() {
        return sweep.name();
    }

    /** {@return whether there is nothing more to do in this run, be it for a failure} */
    boolean isOver() {
        return failure != null || !last.more();
    }

    boolean isFinished() {
        return failure == null && !last.more();
    }

    @Nullable
    RuntimeException failure() {
        return failure;
    }

    /** Takes batch after batch until one of these is near, or it is over. */
    void goOn(Deadline turn, Deadline end) {
        try {
            while (!isOver() && !turn.isNear() && !end.isNear()) {
                batch();
            }
        } catch (RuntimeException failed) {
            fail(failed);
        }
    }

    private void batch() {
        Sweep.Batch batch = workspaces.statementOutside(() -> {
            // No earlier: to wait for a connection holds nobody up.
            begun = System.nanoTime();
            return sweep.next(last, size.rows());
        });
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        last = batch.rows();
        deleted += last.deleted();
        all = all.plus(took);
        slowest = slowest.compareTo(took) < 0 ? took : slowest;
        size.took(took);
        batch.afterCommit().run();
    }

    /** What it did, and what is left by now. */
    SweepCounts counts() {
        DueRows left = null;
        try {
            left = workspaces.outside(() -> sweep.due(SweepCounts.MOST_COUNTED));
        } catch (RuntimeException failed) {
            fail(failed);
        }
        return new SweepCounts(
                deleted,
                left == null ? null : left.due(),
                left == null ? null : left.oldest(),
                all.toMillis(),
                slowest.toMillis());
    }

    private void fail(RuntimeException failed) {
        LOG.error("The sweep of {} failed", name(), failed);
        failure = failure == null ? failed : failure;
    }

    /** Of a failure: what kind it is, and no values. */
    String describe() {
        return name() + ": "
                + (failure instanceof DataError known
                        ? known.kind().name()
                        : String.valueOf(
                                failure == null ? null : failure.getClass().getSimpleName()));
    }
}
