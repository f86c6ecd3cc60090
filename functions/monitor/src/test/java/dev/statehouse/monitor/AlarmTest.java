package dev.statehouse.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.data.operation.MonitorAge;
import dev.statehouse.data.operation.Threshold;
import dev.statehouse.testing.layout.CloudAlarms;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The template's alarms and the reasons of the health answer are the same, to the number. */
class AlarmTest {

    @ParameterizedTest
    @EnumSource
    void anAlarmHasTheThresholdsNumberAndSide(Threshold threshold) {
        JsonNode alarm = CloudAlarms.named(threshold.alarm());
        assertEquals(threshold.limit(), alarm.path("Threshold").asDouble(Double.NaN));
        assertEquals(
                threshold.side() == Threshold.Side.OVER ? "GreaterThanThreshold" : "LessThanThreshold",
                alarm.path("ComparisonOperator").asText());
        if (threshold != Threshold.API_LATENCY) {
            assertEquals(EmbeddedMetrics.NAMESPACE, alarm.path("Namespace").asText());
            assertEquals(
                    threshold.metric().cloudWatch(), alarm.path("MetricName").asText());
            assertEquals(
                    EmbeddedMetrics.DIMENSION, alarm.at("/Dimensions/0/Name").asText());
        }
    }

    @Test
    void everyAlarmOnOurMetricsIsAThreshold() {
        Set<String> thresholds = Arrays.stream(Threshold.values())
                .filter(threshold -> threshold != Threshold.API_LATENCY)
                .map(Threshold::alarm)
                .collect(Collectors.toCollection(TreeSet::new));
        thresholds.add("MonitorAlarm");
        // The search function's own, which no other measures.
        thresholds.add("ReaderFallbacksAlarm");
        assertEquals(thresholds, CloudAlarms.on(EmbeddedMetrics.NAMESPACE));
    }

    @Test
    void aSilentMonitorIsAnAlarmWhenItIsAReason() {
        JsonNode alarm = CloudAlarms.named("MonitorAlarm");
        assertEquals(
                MonitorAge.LATE.toSeconds(),
                alarm.path("Period").asInt() * alarm.path("EvaluationPeriods").asLong());
        assertEquals("breaching", alarm.path("TreatMissingData").asText());
    }

    /** The monitor's own silence is an alarm and a reason apart. */
    @Test
    void everyFunctionOfAScheduleIsMissedWhenItDoesNotRun() {
        Set<String> missed = RunProbe.LATEST.keySet().stream()
                .map(CloudAlarms::function)
                .collect(Collectors.toCollection(TreeSet::new));
        missed.add("MonitorFunction");
        assertTrue(
                missed.containsAll(CloudAlarms.scheduled()),
                () -> "RunProbe.LATEST does not hold all of " + CloudAlarms.scheduled());
    }
}
