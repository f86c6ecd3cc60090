package dev.statehouse.data.limit;

import java.time.Duration;

/**
 * So many requests in any window of time. An unused limit is whole: all of them may come at once.
 *
 * @param name of the policy, as the header {@code RateLimit-Policy} shows it: letters, digits and hyphens
 * @param key whose limit it is, the same in every instance. It begins with the workspace, with {@code address:} or with the
 *     name of an operation that nobody needs to be known for, such as {@code login:account:}; no secret belongs in it
 * @param quota requests in a window, 1 to 1,000,000
 * @param window 1 second to 1 day
 */
public record Limit(String name, String key, long quota, Duration window) {

    private static final long MOST = 1_000_000;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException for a quota or a window out of range
     */
    public Limit {
        if (quota < 1 || quota > MOST || window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(quota + " in " + window + " is out of range");
        }
    }

    /** Named by the key's first word: {@code login} for {@code login:account:…}. */
    public Limit(String key, long quota, Duration window) {
        this(key.split(":", 2)[0], key, quota, window);
    }

    long windowMicros() {
        return window.toNanos() / 1_000;
    }

    /** By how much one request moves the time at which the limit is whole again. */
    long stepMicros() {
        return windowMicros() / quota;
    }
}
