package dev.statehouse.monitor;

import dev.statehouse.data.Workspaces;
import dev.statehouse.data.operation.ServerReadings;
import jakarta.inject.Singleton;

/** Dead rows, and the use of indexes. */
@Singleton
final class SchemaProbe implements Probe {

    private final Workspaces workspaces;
    private final ServerReadings server;

    SchemaProbe(Workspaces workspaces, ServerReadings server) {
        this.workspaces = workspaces;
        this.server = server;
    }

    @Override
    public String check() {
        return "tables";
    }

    @Override
    public void measure(Findings findings) {
        findings.putAll(workspaces.outside(server::tables));
    }
}
