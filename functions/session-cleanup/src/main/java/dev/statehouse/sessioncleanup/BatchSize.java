package dev.statehouse.sessioncleanup;

import java.time.Duration;

/**
 * How many rows a batch takes: as many as are gone within {@link #WANTED}, by what the last one took. Whoever wants one of them
 * waits until the batch is over, and must not wait for more than 50 ms; the rest is for a batch that is slower than the one
 * before. Not thread-safe.
 */
final class BatchSize {

    static final Duration WANTED = Duration.ofMillis(20);
    static final int FIRST = 50;
    static final int MOST = 2_000;

    // Upwards by steps, for the next rows may be larger; down at once.
    private static final double FASTEST_GROWTH = 1.5;

    private int rows = FIRST;

    int rows() {
        return rows;
    }

    void took(Duration time) {
        double change = (double) WANTED.toNanos() / Math.max(1, time.toNanos());
        rows = (int) Math.clamp(rows * Math.min(change, FASTEST_GROWTH), 1, MOST);
    }
}
