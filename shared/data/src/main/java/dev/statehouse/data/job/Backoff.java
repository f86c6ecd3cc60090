package dev.statehouse.data.job;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a failed job waits: anything up to a bound that doubles with each attempt, so that jobs which failed together don't
 * come back together (full jitter).
 *
 * @param first the bound after the first attempt
 * @param most what the bound grows to
 */
public record Backoff(Duration first, Duration most) {

    /** Up to two seconds, then four, up to an hour: ten attempts take some half an hour. */
    public static final Backoff USUAL = new Backoff(Duration.ofSeconds(2), Duration.ofHours(1));

    public Backoff {
        if (first.toMillis() < 1 || first.compareTo(most) > 0) {
            throw new IllegalArgumentException("from " + first + " to " + most + " nothing can grow");
        }
    }

    /** The longest wait after an attempt, which count from 1. */
    public Duration bound(int attempt) {
        int doublings = Math.clamp(attempt - 1L, 0, Long.SIZE - 2);
        long millis = first.toMillis();
        return millis > most.toMillis() >> doublings ? most : Duration.ofMillis(millis << doublings);
    }

    /** A wait after an attempt: from a millisecond to its bound. */
    public Duration draw(int attempt, RandomGenerator random) {
        return Duration.ofMillis(1 + random.nextLong(bound(attempt).toMillis()));
    }
}
