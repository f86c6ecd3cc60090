package dev.statehouse.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.data.operation.Metric;
import dev.statehouse.data.operation.Reading;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The form that CloudWatch takes metrics from (Amazon CloudWatch User Guide, "Specification: Embedded metric format"). */
class EmbeddedMetricsTest {

    private static final int MOST_METRICS = 100;
    private static final Set<String> UNITS = Set.of("Bytes", "Count", "Milliseconds", "None", "Percent", "Seconds");

    private static Findings everything() {
        Findings findings = new Findings(Counters.NONE);
        for (Metric metric : Metric.values()) {
            findings.put(metric, 0.5);
        }
        return findings;
    }

    @Test
    void everyMetricIsDeclaredWithItsUnitAndHasItsValue() throws IOException {
        String line = EmbeddedMetrics.line(Instant.ofEpochMilli(1_700_000_000_123L), "acme", "healthy", everything());
        assertFalse(line.contains("\n"), "a metric is one line of the log");
        JsonNode json = new ObjectMapper().readTree(line);
        assertEquals(1_700_000_000_123L, json.at("/_aws/Timestamp").asLong());
        JsonNode directive = json.at("/_aws/CloudWatchMetrics/0");
        assertEquals("Statehouse", directive.path("Namespace").asText());
        assertEquals("[[\"Stack\"]]", directive.path("Dimensions").toString());
        assertEquals("acme", json.path("Stack").asText());
        Set<String> names = new HashSet<>();
        directive.path("Metrics").forEach(metric -> {
            String name = metric.path("Name").asText();
            assertTrue(names.add(name), name + " is declared twice");
            assertTrue(json.path(name).isNumber(), name + " has no value");
            assertTrue(UNITS.contains(metric.path("Unit").asText()), metric.toString());
        });
        assertEquals(Metric.values().length, names.size());
        assertTrue(names.size() <= MOST_METRICS, "CloudWatch drops a line with more metrics");
    }

    @Test
    void whatIsNoNumberIsNoMetric() throws IOException {
        Findings findings = new Findings(Counters.NONE);
        findings.put(Metric.POOL_PERCENT, Double.NaN);
        findings.put(Metric.CONNECTIONS, 3);
        JsonNode json = new ObjectMapper().readTree(EmbeddedMetrics.line(Instant.EPOCH, "acme", "healthy", findings));
        assertFalse(json.has("PoolPercent"));
        assertEquals(1, json.at("/_aws/CloudWatchMetrics/0/Metrics").size());
    }

    @Test
    void partsAreNoDimensions() throws IOException {
        Findings findings = new Findings(Counters.NONE);
        findings.putAll(List.of(new Reading("connections", "", 3), new Reading("connections", "statehouse_app", 2)));
        JsonNode json = new ObjectMapper().readTree(EmbeddedMetrics.line(Instant.EPOCH, "acme", "healthy", findings));
        assertEquals(3, json.path("Connections").asInt());
        assertEquals(2, json.at("/parts/Connections/statehouse_app").asInt());
    }
}
