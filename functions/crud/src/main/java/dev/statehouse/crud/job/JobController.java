package dev.statehouse.crud.job;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.job.DeadJobs;
import dev.statehouse.data.job.Jobs;
import dev.statehouse.data.job.ListedJob;
import dev.statehouse.data.job.ListedJobs;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Cursor;
import dev.statehouse.http.Paging;
import dev.statehouse.http.Paging.Listing;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Writes;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.RequestBean;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Jobs of the caller's workspace. What enqueues one is the operation that needs it. */
@Controller("/v1/jobs")
@Tag(name = "Jobs")
class JobController {

    private static final int MOST_REDRIVEN = 1_000;

    private final Workspaces workspaces;
    private final ListedJobs listed;
    private final Jobs jobs;
    private final DeadJobs dead;
    private final Writes writes;
    private final Clock clock;

    JobController(Workspaces workspaces, ListedJobs listed, Jobs jobs, DeadJobs dead, Writes writes, Clock clock) {
        this.workspaces = workspaces;
        this.listed = listed;
        this.jobs = jobs;
        this.dead = dead;
        this.writes = writes;
        this.clock = clock;
    }

    @Get
    @Operation(summary = "List jobs, newest first")
    @Permitted(Permission.JOBS_READ)
    Listing<ListedJob> list(Caller caller, @RequestBean JobFilter filter) {
        int rows = Paging.limit(filter.limit());
        UUID before = Cursor.id(filter.cursor());
        String state = filter.knownState();
        List<ListedJob> found = workspaces.read(caller, () -> listed.list(state, filter.kind(), before, rows + 1));
        return Listing.of(Page.of(found, rows), job -> job.id().toString());
    }

    @Get("/{id}")
    @Operation(summary = "Show a job and its progress")
    @Permitted(Permission.JOBS_READ)
    Optional<ListedJob> show(Caller caller, UUID id) {
        return Optional.ofNullable(workspaces.read(caller, () -> listed.find(id)));
    }

    @Post("/{id}/cancel")
    @Operation(
            summary = "Cancel a job",
            description = "One that waits is cancelled at once; one that runs is asked to end, and may yet complete.")
    @Answers(ListedJob.class)
    @Permitted(Permission.JOBS_ADMIN)
    HttpResponse<?> cancel(Caller caller, UUID id) {
        return writes.once(caller, () -> {
            if (jobs.cancelWaiting(id, clock.instant()).isEmpty()
                    && jobs.askToEnd(id, clock.instant()).isEmpty()) {
                throw new DataError(
                        DataError.Kind.CONFLICT, "the job is " + known(id).state());
            }
            return HttpResponse.ok(known(id));
        });
    }

    @Post("/{id}/redrive")
    @Operation(summary = "Have a dead job tried again, from its first attempt on")
    @Answers(ListedJob.class)
    @Permitted(Permission.JOBS_ADMIN)
    HttpResponse<?> redrive(Caller caller, UUID id) {
        return writes.once(caller, () -> {
            if (dead.redrive(id, null, 1, clock.instant()).isEmpty()) {
                String state = known(id).state();
                throw new DataError(
                        DataError.Kind.CONFLICT,
                        state.equals("dead") ? "another job with its key waits or runs" : "the job is " + state);
            }
            return HttpResponse.ok(known(id));
        });
    }

    @Post("/redrive")
    @Operation(summary = "Have all dead jobs of a kind tried again, 1000 of them by one request")
    @Answers(Redriven.class)
    @Permitted(Permission.JOBS_ADMIN)
    HttpResponse<?> redriveAll(Caller caller, @Valid @Body DeadJobSelection selection) {
        return writes.once(caller, () -> {
            int driven = dead.redrive(null, selection.kind(), MOST_REDRIVEN, clock.instant())
                    .size();
            return HttpResponse.ok(new Redriven(driven, driven == MOST_REDRIVEN));
        });
    }

    private ListedJob known(UUID id) {
        ListedJob job = listed.find(id);
        if (job == null) {
            throw new DataError(DataError.Kind.NOT_FOUND, "there is no such job");
        }
        return job;
    }
}
