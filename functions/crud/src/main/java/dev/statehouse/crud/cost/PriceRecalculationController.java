package dev.statehouse.crud.cost;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Ids;
import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.cost.PriceRecalculation;
import dev.statehouse.data.cost.PriceRecalculations;
import dev.statehouse.data.cost.RecalculationJob;
import dev.statehouse.data.job.JobQueue;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Cursor;
import dev.statehouse.http.Example;
import dev.statehouse.http.Paging;
import dev.statehouse.http.Paging.Listing;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Revisions;
import dev.statehouse.http.Writes;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Costs anew, after a model's prices were corrected. */
@Controller("/v1/price-recalculations")
@Tag(name = "Prices and budgets")
class PriceRecalculationController {

    private static final String NOUN = "recalculation";

    private final Workspaces workspaces;
    private final PriceRecalculations recalculations;
    private final JobQueue queue;
    private final Clock clock;
    private final Writes writes;

    PriceRecalculationController(
            Workspaces workspaces, PriceRecalculations recalculations, JobQueue queue, Clock clock, Writes writes) {
        this.workspaces = workspaces;
        this.recalculations = recalculations;
        this.queue = queue;
        this.clock = clock;
        this.writes = writes;
    }

    @Post
    @Operation(summary = "Preview costs anew", description = """
                    By a job: it looks at all calls of a model in a time and sums up what they cost, and what they would cost by the
                    present prices of their own times. It changes nothing. `preview` shows both sums and their difference once `status`
                    is `previewed`. Calls that have no cost get one; a class without a price now keeps the one that it had.
                    """)
    @Answers(value = PriceRecalculation.class, status = 202)
    @Permitted(Permission.PRICES_ADMIN)
    @Example("""
            {"provider": "anthropic", "model": "claude-sonnet-4-5", "from": "2025-10-01T00:00:00Z",
             "until": "2025-11-01T00:00:00Z"}""")
    HttpResponse<?> create(Caller caller, @Valid @Body NewRecalculation body) {
        Instant until = body.until() == null ? clock.instant() : body.until();
        return writes.once(caller, () -> {
            PriceRecalculation made = recalculations
                    .insert(Ids.next(), body.provider(), body.model(), body.from(), until)
                    .getFirst();
            return accepted(made);
        });
    }

    @Get
    @Operation(summary = "List recalculations, newest first")
    @Permitted(Permission.PRICES_READ)
    Listing<PriceRecalculation> list(
            Caller caller, @Nullable @QueryValue Integer limit, @Nullable @QueryValue String cursor) {
        int rows = Paging.limit(limit);
        UUID before = Cursor.id(cursor);
        List<PriceRecalculation> found = workspaces.read(caller, () -> recalculations.list(before, rows + 1));
        return Listing.of(Page.of(found, rows), one -> one.id().toString());
    }

    @Get("/{id}")
    @Operation(summary = "Show a recalculation, with the difference that it would make or made")
    @Permitted(Permission.PRICES_READ)
    PriceRecalculation show(Caller caller, UUID id) {
        return Revisions.found(workspaces.read(caller, () -> recalculations.find(id)), NOUN);
    }

    @Post("/{id}/apply")
    @Operation(summary = "Apply a recalculation that was previewed", description = """
                    By a job, which ends where it is cut off and goes on from there; no call's cost is changed twice, and of a
                    workspace one recalculation is applied at a time. 409 if the model's prices changed since the preview. One
                    that is being applied goes on, if its job was cancelled or given up. The sums
                    of runs and budgets follow, also of months that are over; `applied` shows the difference that was made, and so
                    does the audit log.
                    """)
    @Answers(value = PriceRecalculation.class, status = 202)
    @Permitted(Permission.PRICES_ADMIN)
    HttpResponse<?> apply(Caller caller, UUID id) {
        return writes.once(caller, () -> {
            List<PriceRecalculation> applying = recalculations.apply(id);
            PriceRecalculation one =
                    applying.isEmpty() ? Revisions.found(recalculations.find(id), NOUN) : applying.getFirst();
            if (!one.status().equals("applying")) {
                throw refused(one);
            }
            return accepted(one);
        });
    }

    private static DataError refused(PriceRecalculation present) {
        return new DataError(
                DataError.Kind.CONFLICT,
                present.status().equals("previewed")
                        ? "the prices changed since the preview: make another"
                        : "a recalculation that is " + present.status() + " can't be applied");
    }

    private MutableHttpResponse<PriceRecalculation> accepted(PriceRecalculation recalculation) {
        queue.enqueue(RecalculationJob.of(recalculation));
        return HttpResponse.<PriceRecalculation>accepted(URI.create("/v1/price-recalculations/" + recalculation.id()))
                .body(recalculation);
    }
}
