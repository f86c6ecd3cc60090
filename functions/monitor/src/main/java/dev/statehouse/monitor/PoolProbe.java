package dev.statehouse.monitor;

import dev.statehouse.data.PooledConnections;
import dev.statehouse.data.PoolerConsole;
import dev.statehouse.data.operation.Metric;
import dev.statehouse.data.operation.NotMeasured;
import jakarta.inject.Singleton;
import java.util.Comparator;

/** The pools of PgBouncer, by its console. */
@Singleton
final class PoolProbe implements Probe {

    private final PoolerConsole console;
    private final MonitorSettings settings;

    PoolProbe(PoolerConsole console, MonitorSettings settings) {
        this.console = console;
        this.settings = settings;
    }

    @Override
    public String check() {
        return "pool";
    }

    @Override
    public boolean asksTheDatabase() {
        return false;
    }

    @Override
    public void measure(Findings findings) {
        if (!settings.pooler().equals("pgbouncer")) {
            findings.miss(new NotMeasured(
                    check(), "RDS Proxy has no console: its metrics are CloudWatch's, in the namespace AWS/RDS", true));
            return;
        }
        PoolerConsole.Pools told = console.pools();
        told.pools().forEach(pool -> findings.putPart(Metric.POOL_PERCENT, pool.role(), pool.percent()));
        findings.put(
                Metric.POOL_WAITING_CLIENTS,
                told.pools().stream().mapToInt(PooledConnections::waiting).sum());
        findings.put(
                Metric.POOL_LONGEST_WAIT_MS,
                told.pools().stream()
                        .mapToDouble(PooledConnections::longestWaitMs)
                        .max()
                        .orElse(0));
        findings.put(Metric.POOL_AVERAGE_WAIT_MS, told.averageWaitMs());
        told.pools().stream()
                .max(Comparator.comparingDouble(PooledConnections::percent))
                .ifPresent(fullest -> findings.put(Metric.POOL_PERCENT, fullest.percent(), fullest.role()));
    }
}
