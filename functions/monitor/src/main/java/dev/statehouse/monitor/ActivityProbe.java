package dev.statehouse.monitor;

import dev.statehouse.data.Workspaces;
import dev.statehouse.data.operation.ServerReadings;
import jakarta.inject.Singleton;

/** Connections, what holds old rows back, and replicas. */
@Singleton
final class ActivityProbe implements Probe {

    private final Workspaces workspaces;
    private final ServerReadings server;

    ActivityProbe(Workspaces workspaces, ServerReadings server) {
        this.workspaces = workspaces;
        this.server = server;
    }

    @Override
    public String check() {
        return "connections";
    }

    @Override
    public void measure(Findings findings) {
        if (!workspaces.outside(server::maySeeAll)) {
            throw new MeasuringException("the role sees its own sessions only: grant pg_monitor to it");
        }
        findings.putAll(workspaces.outside(server::connections));
        findings.putAll(workspaces.outside(server::snapshots));
        findings.putAll(workspaces.outside(server::replication));
    }
}
