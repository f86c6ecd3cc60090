package dev.statehouse.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * What one run of one contender gave.
 *
 * @param seconds that it took
 * @param p50 in milliseconds, like the other percentiles; not a number where it is not measured
 */
record Outcome(long requests, long errors, double seconds, double p50, double p95, double p99) {

    static Outcome of(long[] nanoseconds, long errors, double seconds) {
        long[] sorted = nanoseconds.clone();
        Arrays.sort(sorted);
        return new Outcome(
                sorted.length, errors, seconds, percentile(sorted, 50), percentile(sorted, 95), percentile(sorted, 99));
    }

    private static double percentile(long[] sorted, int percent) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) ((long) (sorted.length - 1) * percent / 100)] / 1e6;
    }

    double perSecond() {
        return requests / seconds;
    }

    /** One line, as workers print it; {@code wrk.lua} prints the same. */
    String line() {
        return String.format(Locale.ROOT, "OUTCOME %d %d %f %f %f %f", requests, errors, seconds, p50, p95, p99);
    }

    /** The outcome in the text's line of it. */
    static Outcome parse(String text) {
        String line = text.lines()
                .filter(each -> each.startsWith("OUTCOME "))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no outcome in: " + text));
        String[] fields = line.split(" ", -1);
        return new Outcome(
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                Double.parseDouble(fields[3]),
                Double.parseDouble(fields[4]),
                Double.parseDouble(fields[5]),
                Double.parseDouble(fields[6]));
    }
}
