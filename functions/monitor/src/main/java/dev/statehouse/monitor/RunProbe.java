package dev.statehouse.monitor;

import dev.statehouse.data.Workspaces;
import dev.statehouse.data.operation.Metric;
import dev.statehouse.data.operation.NotMeasured;
import dev.statehouse.data.operation.ServerReadings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** When each function of a schedule last did its work. */
@Singleton
final class RunProbe implements Probe {

    /** How old the last run that succeeded may be: five of the schedule's times, or three hours, or a day and two hours. */
    static final Map<String, Duration> LATEST = Map.of(
            "maintenance", Duration.ofHours(26),
            "session-cleanup", Duration.ofHours(3),
            "worker", Duration.ofMinutes(5));

    private final Workspaces workspaces;
    private final ServerReadings server;

    RunProbe(Workspaces workspaces, ServerReadings server) {
        this.workspaces = workspaces;
        this.server = server;
    }

    @Override
    public String check() {
        return "runs";
    }

    @Override
    public void measure(Findings findings) {
        findings.putAll(workspaces.outside(server::runs));
        Map<String, Double> ages = findings.parts().getOrDefault(Metric.RUN_AGE_SECONDS, Map.of());
        Map<String, String> late = late(ages, findings.before().watched());
        findings.put(Metric.MISSING_RUNS, late.size(), String.join(", ", late.values()));
        one(findings, Metric.BACKUP_AGE_SECONDS, "backup", ages);
        one(findings, Metric.DRILL_AGE_SECONDS, "drill", ages);
    }

    /** What is late, in words by function. What has never run is, once there was time enough for it. */
    static Map<String, String> late(Map<String, Double> ages, Duration watched) {
        Map<String, String> late = new TreeMap<>();
        LATEST.forEach((function, latest) -> {
            Double age = ages.get(function);
            if (age == null && watched.compareTo(latest) > 0) {
                late.put(function, function + " has not succeeded yet");
            } else if (age != null && age > latest.toSeconds()) {
                late.put(
                        function,
                        "%s %.0f s ago, where %d s are the most".formatted(function, age, latest.toSeconds()));
            }
        });
        return late;
    }

    private static void one(Findings findings, Metric metric, String function, Map<String, Double> ages) {
        Double age = ages.get(function);
        if (age == null) {
            findings.miss(new NotMeasured(function, "no run of " + function + " has succeeded yet", true));
        } else {
            findings.put(metric, age);
        }
    }
}
