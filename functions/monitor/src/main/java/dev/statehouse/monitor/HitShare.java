package dev.statehouse.monitor;

import java.util.OptionalDouble;

/** How much of what was looked up was found. */
final class HitShare {

    // Of fewer, a share says nothing: an idle installation would be in trouble for one miss.
    static final double LEAST = 1_000;

    private HitShare() {}

    /** In percent; empty if too little was looked up, or if it is not known how much. */
    static OptionalDouble percent(OptionalDouble hits, OptionalDouble misses) {
        if (hits.isEmpty() || misses.isEmpty() || hits.getAsDouble() + misses.getAsDouble() < LEAST) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(100 * hits.getAsDouble() / (hits.getAsDouble() + misses.getAsDouble()));
    }
}
