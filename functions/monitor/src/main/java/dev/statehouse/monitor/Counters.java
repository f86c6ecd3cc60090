package dev.statehouse.monitor;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Where counters stood at the last run.
 *
 * @param values by name; empty at the first run
 * @param watched for how long there have been runs
 */
record Counters(Map<String, Double> values, Duration watched) {

    static final Counters NONE = new Counters(Map.of(), Duration.ZERO);

    /** By how much one has grown; empty if it is new, or smaller than it was: then it began again. */
    OptionalDouble growth(String counter, double now) {
        Double then = values.get(counter);
        return then == null || now < then ? OptionalDouble.empty() : OptionalDouble.of(now - then);
    }

    /** Whether it has another value than at the last run; a change of what counters begin with tells that they began again. */
    boolean differs(String counter, double now) {
        Double then = values.get(counter);
        return then == null || then != now;
    }
}
