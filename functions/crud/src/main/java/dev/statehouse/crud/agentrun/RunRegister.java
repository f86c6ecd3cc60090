package dev.statehouse.crud.agentrun;

import dev.statehouse.crud.cost.SpendingCheck;
import dev.statehouse.data.DataError;
import dev.statehouse.data.Ids;
import dev.statehouse.data.agentrun.AgentRun;
import dev.statehouse.data.agentrun.AgentRuns;
import dev.statehouse.data.agentrun.RunReferences;
import dev.statehouse.http.Revisions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes, moves and deletes runs, inside the transaction of the request. */
@Singleton
class RunRegister {

    static final String NOUN = "agent run";

    static final String PROJECT = "/projectId";
    static final String NO_PROJECT = "there is no such project";
    static final String ISSUE = "/issueId";
    static final String NO_ISSUE = "there is no such issue, or it is another project's";
    static final String PROMPT = "/promptVersionId";
    static final String NO_PROMPT = "there is no such version of a prompt";

    private final AgentRuns runs;
    private final SpendingCheck spending;

    RunRegister(AgentRuns runs, SpendingCheck spending) {
        this.runs = runs;
        this.spending = spending;
    }

    /** @throws DataError {@code INVALID} if it refers to what is not there, {@code EXHAUSTED} if a budget does not allow it */
    QueuedRun queue(NewAgentRun body) {
        RunReferences found = checked(runs.references(body.projectId(), body.issueId(), body.promptVersionId()));
        List<UUID> warning = spending.admit(found.projectId(), body.reservedOrNothing());
        return new QueuedRun(insert(body, found), warning);
    }

    private AgentRun insert(NewAgentRun body, RunReferences found) {
        return runs.insert(
                        Ids.next(),
                        found.projectId(),
                        body.issueId(),
                        body.promptVersionId(),
                        body.name(),
                        body.agent(),
                        body.workflowStateOrNone(),
                        body.reservedOrNothing(),
                        body.heartbeatOrUsual())
                .getFirst();
    }

    private static RunReferences checked(RunReferences found) {
        require(found.projectFound(), NO_PROJECT, PROJECT);
        require(found.issueFound(), NO_ISSUE, ISSUE);
        require(found.promptVersionFound(), NO_PROMPT, PROMPT);
        return found;
    }

    private static void require(boolean found, String message, String pointer) {
        if (!found) {
            throw new DataError(DataError.Kind.INVALID, message, pointer);
        }
    }

    AgentRun change(UUID id, @Nullable Integer expected, AgentRunChanges body) {
        AgentRun run = Revisions.changed(
                runs.change(
                        id,
                        expected,
                        body.name(),
                        body.status(),
                        body.workflowState(),
                        body.movesError(),
                        body.newError()),
                () -> runs.find(id),
                NOUN);
        if (body.status() != null && run.finishedAt() != null) {
            spending.settle(run.projectId());
        }
        return run;
    }

    /** @throws DataError {@code CONFLICT} unless the run has started and goes on: whoever works on it learns to stop */
    AgentRun beat(UUID id) {
        return runs.beat(id).stream().findFirst().orElseThrow(() -> {
            AgentRun run = Revisions.found(runs.find(id), NOUN);
            return new DataError(DataError.Kind.CONFLICT, "a run that is " + run.status() + " has no heartbeat");
        });
    }

    /** @throws DataError {@code CONFLICT} if the run is not finished */
    void delete(UUID id, @Nullable Integer expected) {
        if (runs.delete(id, expected).isEmpty()) {
            AgentRun run = Revisions.found(runs.find(id), NOUN);
            if (run.finishedAt() == null) {
                throw new DataError(
                        DataError.Kind.CONFLICT,
                        "a run that is " + run.status() + " can't be deleted: cancel it first");
            }
            throw new DataError(DataError.Kind.STALE, "the " + NOUN + " changed since it was read");
        }
    }

    AgentRun restore(UUID id) {
        return Revisions.found(runs.restore(id), NOUN);
    }
}
