package dev.statehouse.monitor;

import dev.statehouse.data.Workspaces;
import dev.statehouse.data.operation.ServerReadings;
import jakarta.inject.Singleton;

/** Jobs of all workspaces, in numbers. */
@Singleton
final class QueueProbe implements Probe {

    private final Workspaces workspaces;
    private final ServerReadings server;

    QueueProbe(Workspaces workspaces, ServerReadings server) {
        this.workspaces = workspaces;
        this.server = server;
    }

    @Override
    public String check() {
        return "jobs";
    }

    @Override
    public void measure(Findings findings) {
        findings.putAll(workspaces.outside(server::queue));
    }
}
