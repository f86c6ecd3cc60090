package dev.statehouse.sessioncleanup;

import java.time.Duration;

/**
 * How many rows a batch takes, by what the last one took. Whoever wants one of them waits until the batch is over, and must not
 * wait for more than 50 ms; what is between that and {@link #LONG} is for a batch that is slower than the one before. Not
 * thread-safe.
 */
final class BatchSize {

    static final Duration WANTED = Duration.ofMillis(20);
    static final Duration LONG = Duration.ofMillis(30);
    static final int FIRST = 50;
    // With fewer, a slow batch would be no faster: what a transaction costs by itself is then most of it.
    static final int LEAST = 10;
    static final int MOST = 2_000;

    // Upwards by steps, for the next rows may be larger; down at once.
    private static final double FASTEST_GROWTH = 1.5;

    private int rows = FIRST;

    int rows() {
        return rows;
    }

    void took(Duration time) {
        if (time.compareTo(WANTED) < 0 || time.compareTo(LONG) > 0) {
            double change = (double) WANTED.toNanos() / Math.max(1, time.toNanos());
            rows = (int) Math.clamp(rows * Math.min(change, FASTEST_GROWTH), LEAST, MOST);
        }
    }
}
