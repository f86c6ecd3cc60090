package dev.statehouse.crud.agentrun;

import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.agentrun.AgentRunLog;
import dev.statehouse.data.agentrun.AgentRunLogs;
import dev.statehouse.data.agentrun.AgentRuns;
import dev.statehouse.data.agentrun.LineRange;
import dev.statehouse.data.agentrun.LineWindow;
import dev.statehouse.data.agentrun.NewLogLines;
import dev.statehouse.data.agentrun.StoredRows;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Example;
import dev.statehouse.http.Paging;
import dev.statehouse.http.Paging.Listing;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Revisions;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What runs say. Writing is made for many lines: one statement for a batch, in one flight, and no entry in the audit log. */
@Controller("/v1/agent-runs/{id}/logs")
@Tag(name = "Agent runs")
class AgentRunLogController {

    private final Workspaces workspaces;
    private final AgentRuns runs;
    private final AgentRunLogs logs;
    private final Clock clock;

    AgentRunLogController(Workspaces workspaces, AgentRuns runs, AgentRunLogs logs, Clock clock) {
        this.workspaces = workspaces;
        this.runs = runs;
        this.logs = logs;
        this.clock = clock;
    }

    @Post
    @RequestBody(content = @Content(schema = @Schema(implementation = NewLogRows.class)))
    @Operation(summary = "Write log lines of a run", description = """
                    From 1 to 1,000 lines, in the order of their ids at best. Each has an id of its writer's choice, a UUID of
                    version 7 whose time is that at which it was said: from a day before the run was made, and no earlier than the
                    month before this one, until an hour from now. A line that is sent again is not stored again, whatever it says
                    now, so no `Idempotency-Key` is needed: the answer tells how many are new, and which were there. All lines are
                    stored or, if one is at fault, none.
                    """)
    @Permitted(Permission.RUNS_WRITE)
    @Example("""
            {"rows": [{"id": "01999999-0000-7000-8000-000000000001", "level": "info", "message": "Tests pass",
                       "data": {"tests": 312}}]}""")
    StoredRows write(Caller caller, UUID id, @Body byte[] body) {
        NewLogLines lines = LogBatch.read(body, LineWindow.ofWriting(id, clock.instant()));
        return Revisions.found(workspaces.statement(caller, () -> logs.insert(id, lines)), RunRegister.NOUN);
    }

    @Get
    @Operation(summary = "List log lines of a run", description = """
                    Newest first, by id, or oldest first. `after` gives what follows a line, so that a reader who sends the last
                    id that it saw has the tail of the log. Where several write, a line may be stored after one with a higher id,
                    and such a reader misses it: `overlap` shows again what was said so many seconds before, of which the reader
                    leaves out what it has. As long as no writer is later than that, nothing is missed. `level` is the least.
                    """)
    @Permitted(Permission.RUNS_READ)
    Listing<AgentRunLog> list(
            Caller caller, UUID id, @Nullable @QueryValue String level, @RequestBean LineFilter filter) {
        int rows = Paging.limit(filter.limit());
        LineRange range = filter.in(id, clock.instant());
        String[] levels = LogLevel.from(level);
        return workspaces.read(caller, () -> {
            Revisions.found(runs.find(id), RunRegister.NOUN);
            return Listing.of(
                    Page.of(logs.list(range, levels, rows + 1), rows),
                    line -> line.id().toString());
        });
    }
}
