package dev.statehouse.crud.job;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
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
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Jobs of the caller's workspace. What enqueues one is the operation that needs it. */
@Controller("/v1/jobs")
@Tag(name = "Jobs")
class JobController {

    private final Workspaces workspaces;
    private final ListedJobs listed;
    private final JobChanges changes;
    private final Writes writes;

    JobController(Workspaces workspaces, ListedJobs listed, JobChanges changes, Writes writes) {
        this.workspaces = workspaces;
        this.listed = listed;
        this.changes = changes;
        this.writes = writes;
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
    ListedJob show(Caller caller, UUID id) {
        return found(workspaces.read(caller, () -> listed.find(id)));
    }

    @Post("/{id}/cancel")
    @Operation(
            summary = "Cancel a job",
            description = "One that waits is cancelled at once; one that runs is asked to end, and may yet complete.")
    @Answers(ListedJob.class)
    @Permitted(Permission.JOBS_ADMIN)
    HttpResponse<?> cancel(Caller caller, UUID id) {
        return writes.once(caller, () -> HttpResponse.ok(changes.cancel(id)));
    }

    @Post("/{id}/redrive")
    @Operation(summary = "Have a dead job tried again, from its first attempt on")
    @Answers(ListedJob.class)
    @Permitted(Permission.JOBS_ADMIN)
    HttpResponse<?> redrive(Caller caller, UUID id) {
        return writes.once(caller, () -> HttpResponse.ok(changes.redrive(id)));
    }

    @Post("/redrive")
    @Operation(summary = "Have all dead jobs of a kind tried again, 1000 of them by one request")
    @Answers(Redriven.class)
    @Permitted(Permission.JOBS_ADMIN)
    HttpResponse<?> redriveAll(Caller caller, @Valid @Body DeadJobSelection selection) {
        return writes.once(caller, () -> {
            int driven = changes.redriveAll(selection.kind());
            return HttpResponse.ok(new Redriven(driven, driven == JobChanges.MOST_REDRIVEN));
        });
    }

    static ListedJob found(@Nullable ListedJob job) {
        if (job == null) {
            throw new DataError(DataError.Kind.NOT_FOUND, "there is no such job");
        }
        return job;
    }
}
