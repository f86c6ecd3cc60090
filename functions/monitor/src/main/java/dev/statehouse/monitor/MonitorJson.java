package dev.statehouse.monitor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.statehouse.data.Json;
import dev.statehouse.data.operation.Metric;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What is kept of a run, to and from JSON. */
final class MonitorJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Double>> NUMBERS = new TypeReference<>() {};

    private MonitorJson() {}

    static Json of(Object value) {
        try {
            return new Json(JSON.writeValueAsString(value));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("numbers and texts are no JSON", impossible);
        }
    }

    /** Numbers by name; where a metric has parts, an object with those, and the whole as {@code all}. */
    static Json metrics(Findings findings) {
        Map<String, Object> metrics = new TreeMap<>();
        findings.values().forEach((metric, value) -> metrics.put(metric.column(), value));
        findings.parts().forEach((metric, parts) -> metrics.put(metric.column(), withParts(findings, metric, parts)));
        return of(metrics);
    }

    private static Map<String, Double> withParts(Findings findings, Metric metric, Map<String, Double> parts) {
        Map<String, Double> all = new LinkedHashMap<>();
        Double whole = findings.values().get(metric);
        if (whole != null) {
            all.put("all", whole);
        }
        all.putAll(parts);
        return all;
    }

    static Map<String, Double> numbers(String json) {
        try {
            return JSON.readValue(json, NUMBERS);
        } catch (JsonProcessingException foreign) {
            throw new IllegalStateException("the counters of the last run can't be read", foreign);
        }
    }
}
