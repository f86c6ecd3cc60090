package dev.statehouse.crud.cost;

import dev.statehouse.crud.project.ActiveProjects;
import dev.statehouse.data.Ids;
import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.cost.Budget;
import dev.statehouse.data.cost.BudgetState;
import dev.statehouse.data.cost.BudgetWarning;
import dev.statehouse.data.cost.BudgetWarnings;
import dev.statehouse.data.cost.Budgets;
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
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What runs of the caller's workspace and its projects may cost in a month. */
@Controller("/v1/budgets")
@Tag(name = "Prices and budgets")
class BudgetController {

    private static final String NOUN = "budget";

    private final Workspaces workspaces;
    private final Budgets budgets;
    private final BudgetWarnings warnings;
    private final ActiveProjects projects;
    private final SpendingCheck spending;
    private final Writes writes;

    BudgetController(
            Workspaces workspaces,
            Budgets budgets,
            BudgetWarnings warnings,
            ActiveProjects projects,
            SpendingCheck spending,
            Writes writes) {
        this.workspaces = workspaces;
        this.budgets = budgets;
        this.warnings = warnings;
        this.projects = projects;
        this.spending = spending;
        this.writes = writes;
    }

    @Post
    @Operation(summary = "Create a budget", description = """
                    Of a calendar month (UTC): of all runs of the workspace, or of one project's, each of which has one at most. From
                    the soft limit on a run is queued with a warning, and once a month the event `budget.warned` tells of it. A run
                    that would go beyond the hard limit by what it reserves is refused with 402, and so is any once the limit is
                    reached. What goes on is not stopped.
                    """)
    @Answers(value = ShownBudget.class, status = 201)
    @Permitted(Permission.BUDGETS_ADMIN)
    @Example("""
            {"softLimitMicrousd": 80000000, "hardLimitMicrousd": 100000000}""")
    HttpResponse<?> create(Caller caller, @Valid @Body NewBudget body) {
        return writes.once(caller, () -> {
            projects.check(body.projectId());
            Budget budget = budgets.insert(
                            Ids.next(), body.projectId(), body.softLimitMicrousd(), body.hardLimitMicrousd())
                    .getFirst();
            return Revisions.tagged(
                    HttpResponse.created(shown(budget.id()), URI.create("/v1/budgets/" + budget.id())),
                    budget.revision());
        });
    }

    @Get
    @Operation(summary = "List budgets and how they stand this month, newest first")
    @Permitted(Permission.BUDGETS_READ)
    Listing<ShownBudget> list(Caller caller, @Nullable @QueryValue Integer limit, @Nullable @QueryValue String cursor) {
        int rows = Paging.limit(limit);
        UUID before = Cursor.id(cursor);
        String month = spending.month();
        List<ShownBudget> found = workspaces.read(caller, () -> budgets.states(null, month, before, rows + 1)).stream()
                .map(state -> ShownBudget.of(state, month))
                .toList();
        return Listing.of(Page.of(found, rows), budget -> budget.id().toString());
    }

    @Get("/{id}")
    @Operation(summary = "Show a budget and how it stands this month")
    @Answers(ShownBudget.class)
    @Permitted(Permission.BUDGETS_READ)
    HttpResponse<?> show(Caller caller, UUID id) {
        ShownBudget budget = workspaces.read(caller, () -> shown(id));
        return Revisions.tagged(HttpResponse.ok(budget), budget.revision());
    }

    private ShownBudget shown(UUID id) {
        String month = spending.month();
        List<BudgetState> states = budgets.states(new String[] {id.toString()}, month, null, 1);
        return ShownBudget.of(Revisions.found(states, NOUN), month);
    }

    @Get("/{id}/warnings")
    @Operation(summary = "List the months in which a budget's soft limit was reached, newest first")
    @Permitted(Permission.BUDGETS_READ)
    Listing<BudgetWarning> warnings(
            Caller caller, UUID id, @Nullable @QueryValue Integer limit, @Nullable @QueryValue String cursor) {
        int rows = Paging.limit(limit);
        String before = month(cursor);
        return workspaces.read(caller, () -> {
            Revisions.found(budgets.find(id), NOUN);
            return Listing.of(
                    Page.of(warnings.list(id, before, rows + 1), rows),
                    warning -> warning.month().toString());
        });
    }

    private static @Nullable String month(@Nullable String cursor) {
        String position = Cursor.position(cursor);
        try {
            return position == null ? null : LocalDate.parse(position).toString();
        } catch (DateTimeParseException foreign) {
            throw Cursor.malformed();
        }
    }

    @Patch("/{id}")
    @Operation(summary = "Change a budget's limits")
    @Answers(ShownBudget.class)
    @Permitted(Permission.BUDGETS_ADMIN)
    @Example("""
            {"hardLimitMicrousd": 150000000}""")
    HttpResponse<?> change(
            Caller caller,
            UUID id,
            @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @Body BudgetChanges body) {
        Integer expected = Etag.required(ifMatch);
        ShownBudget budget = workspaces.write(caller, () -> {
            Revisions.changed(
                    budgets.change(id, expected, body.movesSoft(), body.newSoft(), body.movesHard(), body.newHard()),
                    () -> budgets.find(id),
                    NOUN);
            return shown(id);
        });
        return Revisions.tagged(HttpResponse.ok(budget), budget.revision());
    }

    @Delete("/{id}")
    @Operation(summary = "Delete a budget; it can be restored")
    @Permitted(Permission.BUDGETS_ADMIN)
    HttpResponse<?> delete(Caller caller, UUID id, @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch) {
        Integer expected = ifMatch == null ? null : Etag.required(ifMatch);
        workspaces.write(caller, () -> Revisions.changed(budgets.delete(id, expected), () -> budgets.find(id), NOUN));
        return HttpResponse.noContent();
    }

    @Post("/{id}/restore")
    @Operation(summary = "Restore a deleted budget")
    @Answers(ShownBudget.class)
    @Permitted(Permission.BUDGETS_ADMIN)
    HttpResponse<?> restore(Caller caller, UUID id) {
        return writes.once(caller, () -> {
            Revisions.found(budgets.restore(id), NOUN);
            ShownBudget budget = shown(id);
            return Revisions.tagged(HttpResponse.ok(budget), budget.revision());
        });
    }
}
