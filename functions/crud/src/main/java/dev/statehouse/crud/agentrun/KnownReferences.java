package dev.statehouse.crud.agentrun;

import dev.statehouse.data.agentrun.AgentRuns;
import dev.statehouse.data.agentrun.RunReferences;
import dev.statehouse.http.Problem.FieldError;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What runs of a file may refer to. */
@Singleton
public final class KnownReferences {

    private final AgentRuns runs;

    KnownReferences(AgentRuns runs) {
        this.runs = runs;
    }

    private record Named(
            @Nullable UUID projectId,
            @Nullable UUID issueId,
            @Nullable UUID promptVersionId) {}

    /** What is wrong with a file's runs; what several refer to is looked up once. Not thread-safe. */
    public Function<FinishedRun, List<FieldError>> faults() {
        Map<Named, List<FieldError>> known = new HashMap<>();
        return run -> {
            List<FieldError> faults = new ArrayList<>(run.faults());
            faults.addAll(known.computeIfAbsent(
                    new Named(run.projectId(), run.issueId(), run.promptVersionId()), this::lookUp));
            return faults;
        };
    }

    private List<FieldError> lookUp(Named named) {
        RunReferences found = runs.references(named.projectId(), named.issueId(), named.promptVersionId());
        List<FieldError> faults = new ArrayList<>();
        if (!found.projectFound()) {
            faults.add(FieldError.inBody(RunRegister.PROJECT, RunRegister.NO_PROJECT));
        }
        if (!found.issueFound()) {
            faults.add(FieldError.inBody(RunRegister.ISSUE, RunRegister.NO_ISSUE));
        }
        if (!found.promptVersionFound()) {
            faults.add(FieldError.inBody(RunRegister.PROMPT, RunRegister.NO_PROMPT));
        }
        return faults;
    }
}
