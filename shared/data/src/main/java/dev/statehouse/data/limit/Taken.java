package dev.statehouse.data.limit;

import java.time.Duration;
import java.util.List;

/**
 * What became of a request before its limits, told of the one that is nearest to its end.
 *
 * @param allowed whether the request may go on; if not, no limit was charged for it
 * @param name of the limit's policy
 * @param remaining requests that would still be allowed at once
 * @param reset until the limit is whole again
 * @param retryAfter until the next request can be allowed; zero if this one was
 */
public record Taken(
        boolean allowed,
        String name,
        long quota,
        Duration window,
        long remaining,
        Duration reset,
        Duration retryAfter) {

    /** The number of values that {@code take} in gcra.lua gives. */
    public static final int VALUES = 7;

    private static final long MICROS = 1_000_000;

    /** From what the scripts answer. */
    public static Taken of(List<Object> values) {
        return new Taken(
                number(values, 0) == 1,
                String.valueOf(values.get(1)),
                number(values, 2),
                micros(number(values, 3)),
                number(values, 4),
                micros(number(values, 5)),
                micros(number(values, 6)));
    }

    private static long number(List<Object> values, int index) {
        return ((Number) values.get(index)).longValue();
    }

    static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1_000);
    }

    /** Value of the header {@code RateLimit-Policy} (draft-ietf-httpapi-ratelimit-headers-10). */
    public String policyHeader() {
        return '"' + name + "\";q=" + quota + ";w=" + window.toSeconds();
    }

    /** Value of the header {@code RateLimit} of the same draft. */
    public String header() {
        return '"' + name + "\";r=" + remaining + ";t=" + roundedUp(reset);
    }

    /** For the header {@code Retry-After}: whole seconds, at least 1. */
    public long retryAfterSeconds() {
        return Math.max(1, roundedUp(retryAfter));
    }

    private static long roundedUp(Duration duration) {
        return Math.ceilDiv(duration.toNanos() / 1_000, MICROS);
    }
}
