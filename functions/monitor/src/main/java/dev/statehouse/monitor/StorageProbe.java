package dev.statehouse.monitor;

import dev.statehouse.data.Workspaces;
import dev.statehouse.data.operation.Metric;
import dev.statehouse.data.operation.Reading;
import dev.statehouse.data.operation.ServerReadings;
import dev.statehouse.data.operation.StorageGrowth;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** How large the database is, when it will have filled its storage, and how much of it is read from memory. */
@Singleton
final class StorageProbe implements Probe {

    private static final double BYTES_PER_GIB = 1024.0 * 1024 * 1024;
    // Over a shorter time one import looks like years of growth.
    private static final double LEAST_DAYS = 1;

    private final Workspaces workspaces;
    private final ServerReadings server;
    private final MonitorSettings settings;

    StorageProbe(Workspaces workspaces, ServerReadings server, MonitorSettings settings) {
        this.workspaces = workspaces;
        this.server = server;
        this.settings = settings;
    }

    @Override
    public String check() {
        return "storage";
    }

    @Override
    public void measure(Findings findings) {
        Map<String, Double> told =
                workspaces.outside(server::database).stream().collect(Collectors.toMap(Reading::name, Reading::value));
        double bytes = told.getOrDefault("database_bytes", Double.NaN);
        findings.put(Metric.DATABASE_BYTES, bytes);
        hits(findings, told);
        project(findings, workspaces.outside(server::growth), bytes);
    }

    private static void hits(Findings findings, Map<String, Double> told) {
        double begin = told.getOrDefault("statistics_begin", 0.0);
        boolean again = findings.before().differs("statistics_begin", begin);
        findings.count("statistics_begin", begin);
        OptionalDouble hits = findings.count("blocks_hit", told.getOrDefault("blocks_hit", 0.0));
        OptionalDouble reads = findings.count("blocks_read", told.getOrDefault("blocks_read", 0.0));
        if (!again) {
            HitShare.percent(hits, reads).ifPresent(percent -> findings.put(Metric.BUFFER_HIT_PERCENT, percent));
        }
    }

    private void project(Findings findings, StorageGrowth growth, double bytes) {
        Double perDay = growth.bytesPerDay();
        Double days = growth.days();
        if (perDay == null || days == null || days < LEAST_DAYS) {
            return;
        }
        findings.put(Metric.DATABASE_BYTES_PER_DAY, perDay);
        double left = settings.storageGib() * BYTES_PER_GIB - bytes;
        if (left <= 0) {
            findings.put(Metric.STORAGE_DAYS_LEFT, 0);
        } else if (perDay > 0) {
            findings.put(Metric.STORAGE_DAYS_LEFT, left / perDay);
        }
    }
}
