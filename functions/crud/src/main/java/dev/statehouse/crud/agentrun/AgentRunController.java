package dev.statehouse.crud.agentrun;

import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.agentrun.AgentRun;
import dev.statehouse.data.agentrun.AgentRunLists;
import dev.statehouse.data.agentrun.AgentRunSelection;
import dev.statehouse.data.agentrun.AgentRunSummary;
import dev.statehouse.data.agentrun.AgentRuns;
import dev.statehouse.data.agentrun.LineWindow;
import dev.statehouse.data.agentrun.RunSummaries;
import dev.statehouse.data.agentrun.RunSummary;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Cursor;
import dev.statehouse.http.Etag;
import dev.statehouse.http.Example;
import dev.statehouse.http.Paging;
import dev.statehouse.http.Paging.Listing;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Revisions;
import dev.statehouse.http.Writes;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.RequestBean;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs of agents in the caller's workspace. */
@Controller("/v1/agent-runs")
@Tag(name = "Agent runs")
class AgentRunController {

    private final Workspaces workspaces;
    private final RunRegister register;
    private final AgentRuns runs;
    private final AgentRunLists lists;
    private final RunSummaries summaries;
    private final Clock clock;
    private final Writes writes;

    AgentRunController(
            Workspaces workspaces,
            RunRegister register,
            AgentRuns runs,
            AgentRunLists lists,
            RunSummaries summaries,
            Clock clock,
            Writes writes) {
        this.workspaces = workspaces;
        this.register = register;
        this.runs = runs;
        this.lists = lists;
        this.summaries = summaries;
        this.clock = clock;
        this.writes = writes;
    }

    @Post
    @Operation(
            summary = "Queue a run",
            description =
                    "402 if it would go beyond a budget's hard limit by what it reserves, or if the limit is reached;"
                            + " `warningBudgetIds` names the budgets whose soft limit is.")
    @Answers(value = QueuedRun.class, status = 201)
    @Permitted(Permission.RUNS_WRITE)
    @Example("""
            {"name": "Add a dark mode", "agent": "coder", "workflowState": {"step": "plan"},
             "reservedMicrousd": 2500000, "heartbeatSeconds": 120}""")
    HttpResponse<?> create(Caller caller, @Valid @Body NewAgentRun body) {
        return writes.once(caller, () -> {
            QueuedRun queued = register.queue(body);
            AgentRun run = queued.run();
            return Revisions.tagged(
                    HttpResponse.created(queued, URI.create("/v1/agent-runs/" + run.id())), run.revision());
        });
    }

    @Get
    @Operation(summary = "List runs without their workflows' state, newest first")
    @Permitted(Permission.RUNS_READ)
    Listing<AgentRunSummary> list(Caller caller, @RequestBean AgentRunFilter filter) {
        int rows = Paging.limit(filter.limit());
        UUID before = Cursor.id(filter.cursor());
        AgentRunSelection which = filter.in(caller.workspaceId());
        return Listing.of(
                Page.of(workspaces.read(caller, () -> lists.newest(which, before, rows + 1)), rows),
                run -> run.id().toString());
    }

    @Get("/{id}")
    @Operation(summary = "Show a run")
    @Answers(AgentRun.class)
    @Permitted(Permission.RUNS_READ)
    HttpResponse<?> show(Caller caller, UUID id, @Nullable @Header(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        AgentRun run = Revisions.found(workspaces.read(caller, () -> runs.find(id)), RunRegister.NOUN);
        // Heartbeats move no revision, so that what goes on is always shown anew.
        return run.finishedAt() == null
                ? Revisions.tagged(HttpResponse.ok(run), run.revision())
                : Revisions.shown(run, run.revision(), ifNoneMatch);
    }

    @Get("/{id}/summary")
    @Operation(
            summary = "What a run came to so far",
            description =
                    "How long it waited and ran, its log lines by level, its tokens by class and its cost by model. Calls of models"
                            + " without a price are counted, and are not in the cost.")
    @Permitted(Permission.RUNS_READ)
    RunSummary summary(Caller caller, UUID id) {
        LineWindow window = LineWindow.of(id, clock.instant());
        return Revisions.found(workspaces.read(caller, () -> summaries.find(id, window)), RunRegister.NOUN);
    }

    @Patch("/{id}")
    @Operation(
            summary = "Change a run, or move it on",
            description =
                    "`queued` is followed by `running` or `cancelled`; `running` by `waiting`, `paused`, `succeeded`,"
                            + " `failed` or `cancelled`; `waiting` and `paused` by `running`, `failed` or `cancelled`. Any other move is"
                            + " answered 409.")
    @Permitted(Permission.RUNS_WRITE)
    @Example("""
            {"status": "running", "workflowState": {"step": "implement"}}""")
    HttpResponse<AgentRun> change(
            Caller caller,
            UUID id,
            @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @Body AgentRunChanges body) {
        Integer expected = Etag.required(ifMatch);
        AgentRun run = workspaces.write(caller, () -> register.change(id, expected, body));
        return Revisions.tagged(HttpResponse.ok(run), run.revision());
    }

    @Put("/{id}/heartbeat")
    @Operation(
            summary = "Say that a run is being worked on",
            description =
                    "409 if it has not started or is finished: whoever works on it is to stop. A running run that was not heard"
                            + " of for its `heartbeatSeconds` is shown as stale; an hour later it has failed.")
    @Permitted(Permission.RUNS_WRITE)
    AgentRun beat(Caller caller, UUID id) {
        return workspaces.write(caller, () -> register.beat(id));
    }

    @Delete("/{id}")
    @Operation(summary = "Delete a finished run; it can be restored")
    @Permitted(Permission.RUNS_WRITE)
    HttpResponse<?> delete(Caller caller, UUID id, @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch) {
        Integer expected = ifMatch == null ? null : Etag.required(ifMatch);
        workspaces.write(caller, () -> {
            register.delete(id, expected);
            return id;
        });
        return HttpResponse.noContent();
    }

    @Post("/{id}/restore")
    @Operation(summary = "Restore a deleted run")
    @Answers(AgentRun.class)
    @Permitted(Permission.RUNS_WRITE)
    HttpResponse<?> restore(Caller caller, UUID id) {
        return writes.once(caller, () -> {
            AgentRun run = register.restore(id);
            return Revisions.tagged(HttpResponse.ok(run), run.revision());
        });
    }
}
