package dev.statehouse.crud.agentrun;

import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.agentrun.AgentRuns;
import dev.statehouse.data.agentrun.LineRange;
import dev.statehouse.data.agentrun.LineWindow;
import dev.statehouse.data.agentrun.NewTokenUsages;
import dev.statehouse.data.agentrun.StoredUsages;
import dev.statehouse.data.agentrun.TokenUsage;
import dev.statehouse.data.agentrun.TokenUsages;
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
import io.micronaut.http.annotation.RequestBean;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.UUID;

/** What runs use, and what it costs; written like their log lines. */
@Controller("/v1/agent-runs/{id}/usages")
@Tag(name = "Agent runs")
class TokenUsageController {

    private final Workspaces workspaces;
    private final AgentRuns runs;
    private final TokenUsages usages;
    private final Clock clock;

    TokenUsageController(Workspaces workspaces, AgentRuns runs, TokenUsages usages, Clock clock) {
        this.workspaces = workspaces;
        this.runs = runs;
        this.usages = usages;
        this.clock = clock;
    }

    @Post
    @RequestBody(content = @Content(schema = @Schema(implementation = NewUsageRows.class)))
    @Operation(summary = "Write what a run used", description = """
                    From 1 to 1,000 calls of models, with ids as log lines have them: what is sent again changes nothing, so no
                    `Idempotency-Key` is needed. Each call is stored with the workspace's prices at the time in its id, and its
                    exact cost. Where a price is missing it has none: the answer counts it as unpriced, and a recalculation can
                    give it one. All calls are stored or, if one is at fault, none.
                    """)
    @Permitted(Permission.RUNS_WRITE)
    @Example("""
            {"rows": [{"id": "01999999-0000-7000-8000-000000000001", "provider": "anthropic", "model": "claude-sonnet-4-5",
                       "inputTokens": 1200, "cachedInputTokens": 8000, "outputTokens": 350, "totalTokens": 9550}]}""")
    StoredUsages write(Caller caller, UUID id, @Body byte[] body) {
        NewTokenUsages rows = UsageBatch.read(body, LineWindow.ofWriting(id, clock.instant()));
        StoredUsages stored =
                Revisions.found(workspaces.statement(caller, () -> usages.insert(id, rows)), RunRegister.NOUN);
        if (stored.tooDear() != null) {
            throw RowBatch.invalid("/rows/" + stored.tooDear(), "costs more than can be stored");
        }
        return stored;
    }

    @Get
    @Operation(
            summary = "List what a run used",
            description = "Newest first, by id, or oldest first; `after` and `overlap` as for log lines.")
    @Permitted(Permission.RUNS_READ)
    Listing<TokenUsage> list(Caller caller, UUID id, @RequestBean LineFilter filter) {
        int rows = Paging.limit(filter.limit());
        LineRange range = filter.in(id, clock.instant());
        return workspaces.read(caller, () -> {
            Revisions.found(runs.find(id), RunRegister.NOUN);
            return Listing.of(
                    Page.of(usages.list(range, rows + 1), rows),
                    usage -> usage.id().toString());
        });
    }
}
