package dev.statehouse.testing.layout;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Alarms and schedules of {@code template.yaml}. */
public final class CloudAlarms {

    private static final CloudTemplate TEMPLATE = CloudTemplate.read();

    private CloudAlarms() {}

    /** Properties of an alarm; fails where it is not there. */
    public static JsonNode named(String logicalId) {
        return Objects.requireNonNull(
                TEMPLATE.ofType("AWS::CloudWatch::Alarm").get(logicalId), () -> "template.yaml has no " + logicalId);
    }

    /** Logical ids of the alarms on metrics of a namespace. */
    public static Set<String> on(String namespace) {
        Set<String> found = new TreeSet<>();
        TEMPLATE.ofType("AWS::CloudWatch::Alarm").forEach((id, alarm) -> {
            if (alarm.path("Namespace").asText().equals(namespace)) {
                found.add(id);
            }
        });
        return found;
    }

    /** Logical ids of the functions that have a schedule. */
    public static Set<String> scheduled() {
        Set<String> found = new TreeSet<>();
        for (JsonNode schedule : TEMPLATE.ofType("AWS::Scheduler::Schedule").values()) {
            found.add(schedule.at("/Target/Arn/Ref").asText().replace(".Alias", ""));
        }
        return found;
    }

    /** Such as {@code SessionCleanupFunction} for the folder {@code session-cleanup}. */
    public static String function(String folder) {
        return CloudTemplate.logicalId(folder);
    }
}
