package dev.statehouse.monitor;

import dev.statehouse.data.operation.Metric;
import dev.statehouse.data.operation.NotMeasured;
import dev.statehouse.data.operation.Reading;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** What one run has measured so far. Not thread-safe. */
final class Findings {

    private final Counters before;
    private final Map<Metric, Double> values = new EnumMap<>(Metric.class);
    private final Map<Metric, Map<String, Double>> parts = new EnumMap<>(Metric.class);
    private final Map<Metric, String> notes = new EnumMap<>(Metric.class);
    private final Map<String, Double> counters = new TreeMap<>();
    private final List<NotMeasured> missing = new ArrayList<>();

    /** @param before where the counters stood at the last run */
    Findings(Counters before) {
        this.before = before;
    }

    Counters before() {
        return before;
    }

    /** Takes a number; what is none (a division of nothing by nothing) is no finding. */
    void put(Metric metric, double value) {
        if (Double.isFinite(value)) {
            values.put(metric, value);
        }
    }

    /** Takes a number and what it is about, such as a table. */
    void put(Metric metric, double value, String note) {
        put(metric, value);
        notes.put(metric, note);
    }

    void putPart(Metric metric, String part, double value) {
        if (Double.isFinite(value)) {
            parts.computeIfAbsent(metric, any -> new TreeMap<>()).put(part, value);
        }
    }

    /** Takes what the database told, by the names of metrics. */
    void putAll(List<Reading> readings) {
        for (Reading reading : readings) {
            Metric metric = Metric.valueOf(reading.name().toUpperCase(Locale.ROOT));
            if (reading.part().isEmpty()) {
                put(metric, reading.value());
            } else {
                putPart(metric, reading.part(), reading.value());
            }
        }
    }

    /** Keeps a counter for the next run, and tells by how much it has grown since the last; empty if that is not known. */
    OptionalDouble count(String counter, double value) {
        counters.put(counter, value);
        return before.growth(counter, value);
    }

    /** Notes what could not be measured. */
    void miss(NotMeasured what) {
        missing.add(what);
    }

    Map<Metric, Double> values() {
        return values;
    }

    Map<Metric, Map<String, Double>> parts() {
        return parts;
    }

    String note(Metric metric) {
        return notes.getOrDefault(metric, "");
    }

    Map<String, Double> counters() {
        return counters;
    }

    List<NotMeasured> missing() {
        return missing;
    }
}
