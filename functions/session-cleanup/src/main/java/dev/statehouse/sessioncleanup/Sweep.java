package dev.statehouse.sessioncleanup;

import dev.statehouse.data.cleanup.DueRows;
import dev.statehouse.data.cleanup.PurgedRows;

/**
 * One kind of rows that go when their time is over. Implementations are beans without state: how far a run came is in its
 * batches, and the next run finds the oldest by itself.
 */
interface Sweep {

    /** The table, by which its counts are named. */
    String name();

    /**
     * Deletes the next rows, the oldest first. Each of its statements commits by itself: no row is held while an answer is read.
     *
     * @param before the batch before this one; {@link PurgedRows#NONE} for the first
     * @param most rows, each of which is held until the statement ends
     */
    Batch next(PurgedRows before, int most);

    /** Counts what is due, up to {@code most}; changes and locks nothing. */
    DueRows due(long most);

    /**
     * A batch.
     *
     * @param afterCommit what else is to forget the rows, once they are gone
     */
    record Batch(PurgedRows rows, Runnable afterCommit) {

        static Batch of(PurgedRows rows) {
            return new Batch(rows, () -> {});
        }
    }
}
