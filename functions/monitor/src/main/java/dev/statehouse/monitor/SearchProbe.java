package dev.statehouse.monitor;

import dev.statehouse.data.Workspaces;
import dev.statehouse.data.operation.NotMeasured;
import dev.statehouse.data.operation.Reading;
import dev.statehouse.data.operation.ServerReadings;
import dev.statehouse.data.operation.Threshold;
import jakarta.inject.Singleton;
import java.util.List;

/** How long searches by a vector took, as their function saw it: with the way to the database, without the making of the vector. */
@Singleton
final class SearchProbe implements Probe {

    private final Workspaces workspaces;
    private final ServerReadings server;

    SearchProbe(Workspaces workspaces, ServerReadings server) {
        this.workspaces = workspaces;
        this.server = server;
    }

    @Override
    public String check() {
        return Threshold.VECTOR_SEARCH.check();
    }

    @Override
    public void measure(Findings findings) {
        List<Reading> searches = workspaces.outside(server::searches);
        if (searches.isEmpty()) {
            findings.miss(new NotMeasured(check(), "nobody searched by a vector in the last five minutes", true));
        }
        findings.putAll(searches);
    }
}
