package dev.statehouse.crud.operation;

import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.operation.Finding;
import dev.statehouse.data.operation.Findings;
import dev.statehouse.data.operation.MeasuredNumbers;
import dev.statehouse.data.operation.Measurements;
import dev.statehouse.data.operation.ScheduledRun;
import dev.statehouse.data.operation.ScheduledRuns;
import dev.statehouse.data.removal.RemovalReport;
import dev.statehouse.data.removal.RemovalReports;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Cursor;
import dev.statehouse.http.Paging;
import dev.statehouse.http.Paging.Listing;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.RequestBean;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The installation as a whole. That the caller's workspace operates it is asked by the statements that answer: of any other
 * workspace, these are 403.
 */
@Controller("/v1/operations")
@Tag(name = "Operations")
class OperationController {

    private final Workspaces workspaces;
    private final Findings findings;
    private final Measurements measurements;
    private final ScheduledRuns runs;
    private final RemovalReports removals;

    OperationController(
            Workspaces workspaces,
            Findings findings,
            Measurements measurements,
            ScheduledRuns runs,
            RemovalReports removals) {
        this.workspaces = workspaces;
        this.findings = findings;
        this.measurements = measurements;
        this.runs = runs;
        this.removals = removals;
    }

    @Get("/findings")
    @Operation(
            summary = "List what is wrong with the database, the worst first and of that the oldest",
            description =
                    "For admins of a workspace that operates the installation. What maintenance found at its last run, each"
                            + " with the SQL that puts it right, if SQL does: an `unused-index` has"
                            + " `DROP INDEX CONCURRENTLY app.projects_newest` as its `fix`.")
    @Permitted(Permission.OPERATIONS_READ)
    Listing<Finding> findings(Caller caller, @RequestBean FindingFilter filter) {
        int rows = Paging.limit(filter.limit());
        FindingPosition after = FindingPosition.in(filter.cursor());
        String severity = filter.knownSeverity();
        List<Finding> found = workspaces.read(
                caller,
                () -> findings.list(
                        severity,
                        filter.kind(),
                        after.rank(),
                        after.firstSeenAt(),
                        after.task(),
                        after.kind(),
                        after.object(),
                        rows + 1));
        return Listing.of(Page.of(found, rows), FindingPosition::of);
    }

    @Get("/health")
    @Operation(
            summary = "Say in one word how the installation is, and why",
            description =
                    "For admins of a workspace that operates the installation. As the monitor found it, which looks each"
                            + " minute; that it has not looked for longer is a reason as well.")
    @Permitted(Permission.OPERATIONS_READ)
    InstallationHealth health(Caller caller) {
        return HealthReport.of(workspaces.read(caller, measurements::newest));
    }

    @Get("/metrics")
    @Operation(
            summary = "List what the monitor measured, newest first, of 30 days",
            description = "For admins of a workspace that operates the installation.")
    @Permitted(Permission.OPERATIONS_READ)
    Listing<MeasuredNumbers> metrics(Caller caller, @RequestBean MeasurementFilter filter) {
        int rows = Paging.limit(filter.limit());
        Instant since = filter.since();
        Instant before = filter.before();
        List<MeasuredNumbers> found = workspaces.read(caller, () -> measurements.list(since, before, rows + 1));
        return Listing.of(Page.of(found, rows), row -> row.measuredAt().toString());
    }

    @Get("/removals")
    @Operation(
            summary = "List what was removed for good or is being removed, newest first",
            description =
                    "For admins of a workspace that operates the installation. Of one that fails, `error` tells why.")
    @Permitted(Permission.OPERATIONS_READ)
    Listing<RemovalReport> removals(Caller caller, @RequestBean RemovalFilter filter) {
        int rows = Paging.limit(filter.limit());
        UUID before = Cursor.id(filter.cursor());
        String state = filter.knownState();
        List<RemovalReport> found = workspaces.read(caller, () -> removals.list(state, before, rows + 1));
        return Listing.of(Page.of(found, rows), removal -> removal.id().toString());
    }

    @Get("/runs")
    @Operation(
            summary = "List the runs of functions by schedule, the latest due first",
            description = "For admins of a workspace that operates the installation.")
    @Permitted(Permission.OPERATIONS_READ)
    Listing<ScheduledRun> runs(Caller caller, @RequestBean RunFilter filter) {
        int rows = Paging.limit(filter.limit());
        RunPosition position = RunPosition.in(filter.cursor());
        String outcome = filter.knownOutcome();
        List<ScheduledRun> found = workspaces.read(
                caller, () -> runs.list(filter.function(), outcome, position.dueAt(), position.function(), rows + 1));
        return Listing.of(Page.of(found, rows), RunPosition::of);
    }
}
