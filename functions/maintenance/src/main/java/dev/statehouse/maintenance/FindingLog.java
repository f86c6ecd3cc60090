package dev.statehouse.maintenance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.statehouse.data.Json;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.operation.Findings;
import jakarta.inject.Singleton;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what tasks find, by the function's own role: also when it may not act as the owner. */
@Singleton
final class FindingLog {

    private static final Logger LOG = LoggerFactory.getLogger(FindingLog.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Workspaces workspaces;
    private final Findings findings;

    FindingLog(Workspaces workspaces, Findings findings) {
        this.workspaces = workspaces;
        this.findings = findings;
    }

    /**
     * Keeps what a task found.
     *
     * @param all whether it came to its end, so that what it no longer finds is gone
     * @throws dev.statehouse.data.DataError if that can't be written
     */
    void keep(String task, List<Fault> faults, boolean all) {
        faults.stream()
                .filter(fault -> !fault.severity().equals("note"))
                .forEach(fault -> LOG.warn("{} {}: {}", fault.kind(), fault.object(), fault.message()));
        Json found = json(faults);
        workspaces.writeOutside(() -> findings.keep(task, found, all));
    }

    private static Json json(List<Fault> faults) {
        try {
            return new Json(JSON.writeValueAsString(faults));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record of texts can't be written", impossible);
        }
    }
}
