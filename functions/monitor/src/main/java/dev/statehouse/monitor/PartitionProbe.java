package dev.statehouse.monitor;

import dev.statehouse.data.Workspaces;
import dev.statehouse.data.operation.Metric;
import dev.statehouse.data.operation.ServerReadings;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.Map;

/** How far partitions reach: beyond the last one, writes fail. */
@Singleton
final class PartitionProbe implements Probe {

    private final Workspaces workspaces;
    private final ServerReadings server;

    PartitionProbe(Workspaces workspaces, ServerReadings server) {
        this.workspaces = workspaces;
        this.server = server;
    }

    @Override
    public String check() {
        return "partitions";
    }

    @Override
    public void measure(Findings findings) {
        findings.putAll(workspaces.outside(server::partitions));
        findings.parts().getOrDefault(Metric.PARTITION_DAYS_LEFT, Map.of()).entrySet().stream()
                .min(Comparator.comparingDouble(Map.Entry::getValue))
                .ifPresent(first -> findings.put(Metric.PARTITION_DAYS_LEFT, first.getValue(), first.getKey()));
    }
}
