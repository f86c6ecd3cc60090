package dev.statehouse.sessioncleanup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one kind of rows.
 *
 * @param deleted in this run; none in a dry run
 * @param left due and still there, counted up to {@value #MOST_COUNTED}; null if they could not be counted
 * @param oldestLeft since when the first of them is over; null if there is none
 * @param tookMs of all batches together
 * @param slowestBatchMs for how long somebody may have waited for a row
 */
record SweepCounts(
        long deleted, @Nullable Long left, @Nullable Instant oldestLeft, long tookMs, long slowestBatchMs) {

    static final long MOST_COUNTED = 1_000_000;
}
