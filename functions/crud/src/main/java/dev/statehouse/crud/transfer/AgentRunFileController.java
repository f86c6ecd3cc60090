package dev.statehouse.crud.transfer;

import dev.statehouse.crud.transfer.RowExports.Pages;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.agentrun.AgentRunLog;
import dev.statehouse.data.agentrun.AgentRunLogs;
import dev.statehouse.data.agentrun.AgentRuns;
import dev.statehouse.data.agentrun.LineRange;
import dev.statehouse.data.agentrun.LineWindow;
import dev.statehouse.data.agentrun.TokenUsage;
import dev.statehouse.data.agentrun.TokenUsages;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Revisions;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What runs said and used, as files. */
@Controller("/v1/agent-runs/{id}")
@Tag(name = "Imports and exports")
class AgentRunFileController {

    private final Workspaces workspaces;
    private final AgentRuns runs;
    private final AgentRunLogs logs;
    private final TokenUsages usages;
    private final RowFiles files;
    private final Clock clock;

    AgentRunFileController(
            Workspaces workspaces, AgentRuns runs, AgentRunLogs logs, TokenUsages usages, RowFiles files, Clock clock) {
        this.workspaces = workspaces;
        this.runs = runs;
        this.logs = logs;
        this.usages = usages;
        this.files = files;
        this.clock = clock;
    }

    @Get("/log-exports")
    @Produces({"application/x-ndjson", "application/json"})
    @Operation(summary = "Export log lines of a run", description = """
                    Oldest first, by id, as NDJSON: each line as the API shows it. Up to 4 MB the file is the answer; `delivery=url`
                    answers with a link to it, `{downloadUrl, expiresAt, rows, bytes}`, up to 100 MB.
                    """)
    @Answers(Export.class)
    @Permitted(Permission.RUNS_READ)
    HttpResponse<?> logs(Caller caller, UUID id, @Nullable @QueryValue String delivery) {
        return export(
                caller,
                id,
                delivery,
                "logs",
                Pages.by(AgentRunLog::id, past -> logs.list(range(id, past), null, Pages.ROWS)));
    }

    @Get("/usage-exports")
    @Produces({"application/x-ndjson", "application/json"})
    @Operation(
            summary = "Export what a run used",
            description = "In the form of the export of log lines; each call with its prices and its exact cost.")
    @Answers(Export.class)
    @Permitted(Permission.RUNS_READ)
    HttpResponse<?> usages(Caller caller, UUID id, @Nullable @QueryValue String delivery) {
        return export(
                caller,
                id,
                delivery,
                "usages",
                Pages.by(TokenUsage::id, past -> usages.list(range(id, past), Pages.ROWS)));
    }

    private <T> HttpResponse<?> export(Caller caller, UUID id, @Nullable String delivery, String name, Pages<T> pages) {
        workspaces.read(caller, () -> Revisions.found(runs.find(id), "agent run"));
        return files.export(caller, delivery, name, pages);
    }

    private LineRange range(UUID id, @Nullable UUID past) {
        return new LineRange(id, LineWindow.of(id, clock.instant()), true, null, past);
    }
}
