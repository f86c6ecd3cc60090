package dev.statehouse.data.job;

import java.time.Duration;

/** Holds what recurs to a share of the time. What was not taken is saved up, to a bound. Not thread-safe. */
final class Allowance {

    private final int share;
    private final long savings;
    private long takenUntil;

    /**
     * @param share one part in so many
     * @param most that is saved, and may be taken at first
     * @param now by a clock that counts nanoseconds, like all that follow
     */
    Allowance(int share, Duration most, long now) {
        this.share = share;
        this.savings = share * most.toNanos();
        this.takenUntil = now - savings;
    }

    boolean isLeft(long now) {
        return now - takenUntil >= 0;
    }

    /** Takes what something took. It may be more than is left: then there is none for a while. */
    void take(long nanoseconds, long now) {
        takenUntil = now + Math.max(takenUntil - now, -savings) + share * nanoseconds;
    }
}
