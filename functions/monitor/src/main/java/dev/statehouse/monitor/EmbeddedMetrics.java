package dev.statehouse.monitor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Metrics as a line of the log, from which CloudWatch reads them (Amazon CloudWatch User Guide, "Specification: Embedded metric
 * format"). The installation is the only dimension; what has parts, such as roles, is in the line for who searches the log.
 */
final class EmbeddedMetrics {

    static final String NAMESPACE = "Statehouse";
    static final String DIMENSION = "Stack";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private EmbeddedMetrics() {}

    /** One line, without its end. */
    static String line(Instant at, String stack, String status, Findings findings) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("_aws", Map.of("Timestamp", at.toEpochMilli(), "CloudWatchMetrics", List.of(directive(findings))));
        line.put(DIMENSION, stack);
        line.put("status", status);
        findings.values().forEach((metric, value) -> line.put(metric.cloudWatch(), value));
        line.put("parts", parts(findings));
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("numbers and texts are no JSON", impossible);
        }
    }

    private static Map<String, Object> directive(Findings findings) {
        List<Map<String, String>> metrics = findings.values().keySet().stream()
                .map(metric -> Map.of(
                        "Name", metric.cloudWatch(), "Unit", metric.unit().cloudWatch()))
                .toList();
        return Map.of("Namespace", NAMESPACE, "Dimensions", List.of(List.of(DIMENSION)), "Metrics", metrics);
    }

    private static Map<String, Object> parts(Findings findings) {
        Map<String, Object> parts = new LinkedHashMap<>();
        findings.parts().forEach((metric, values) -> parts.put(metric.cloudWatch(), values));
        return parts;
    }
}
