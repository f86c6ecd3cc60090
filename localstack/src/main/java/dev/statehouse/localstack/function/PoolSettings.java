package dev.statehouse.localstack.function;

import java.time.Duration;

/**
 * Bounds of each function's pool.
 *
 * @param instances at most so many processes of a function at once; at least 1
 * @param queue at most so many events wait for a process; more are throttled
 * @param idle a process without work for so long is stopped
 */
public record PoolSettings(int instances, int queue, Duration idle) {
    public static final PoolSettings DEFAULT = new PoolSettings(2, 1000, Duration.ofMinutes(10));
}
