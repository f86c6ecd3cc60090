package dev.statehouse.data.job;

import java.time.Duration;

/** Holds what recurs to a share of the time, within bounds. Not thread-safe. */
final class Allowance {

    private final int share;
    private final long savings;
    private final long longestWait;
    private long takenUntil;

    /**
     * @param share one part in so many
     * @param savings the most that is kept of what was not taken, and may be taken at first
     * @param longestWait after so long it may recur in any case
     * @param now by a clock that counts nanoseconds, like all that follow
     */
    Allowance(int share, Duration savings, Duration longestWait, long now) {
        this.share = share;
        this.savings = share * savings.toNanos();
        this.longestWait = longestWait.toNanos();
        this.takenUntil = now - this.savings;
    }

    boolean isLeft(long now) {
        return now - takenUntil >= 0;
    }

    /** Takes what something took. It may be more than is left: then there is none for a while. */
    void take(long nanoseconds, long now) {
        long left = Math.max(takenUntil - now, -savings) + share * nanoseconds;
        takenUntil = now + Math.min(left, longestWait);
    }
}
