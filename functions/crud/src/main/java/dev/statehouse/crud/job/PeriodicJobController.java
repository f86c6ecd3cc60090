package dev.statehouse.crud.job;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.job.PeriodicJob;
import dev.statehouse.data.job.PeriodicJobs;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Cursor;
import dev.statehouse.http.Etag;
import dev.statehouse.http.Paging;
import dev.statehouse.http.Paging.Listing;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Writes;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
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
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Jobs of the caller's workspace that come again by the calendar. */
@Controller("/v1/periodic-jobs")
@Tag(name = "Jobs")
class PeriodicJobController {

    private final Workspaces workspaces;
    private final PeriodicJobs periodic;
    private final PeriodicJobRegister register;
    private final Writes writes;

    PeriodicJobController(Workspaces workspaces, PeriodicJobs periodic, PeriodicJobRegister register, Writes writes) {
        this.workspaces = workspaces;
        this.periodic = periodic;
        this.register = register;
        this.writes = writes;
    }

    @Post
    @Operation(
            summary = "Have a job enqueued again and again by the calendar",
            description =
                    "Each due time counts once; of several that were missed, one is made up for. Where clocks are put"
                            + " forward, a time of day that is left out comes as much later; where they are put back, one that comes"
                            + " twice is due the first time.")
    @Answers(value = ShownPeriodicJob.class, status = 201)
    @Permitted(Permission.JOBS_ADMIN)
    HttpResponse<?> create(Caller caller, @Valid @Body NewPeriodicJob body) {
        return writes.once(caller, () -> {
            PeriodicJob job = register.make(caller, body);
            return tagged(
                    HttpResponse.created(ShownPeriodicJob.of(job), URI.create("/v1/periodic-jobs/" + job.id())), job);
        });
    }

    @Get
    @Operation(summary = "List periodic jobs, newest first")
    @Permitted(Permission.JOBS_READ)
    Listing<ShownPeriodicJob> list(
            Caller caller, @Nullable @QueryValue Integer limit, @Nullable @QueryValue String cursor) {
        int rows = Paging.limit(limit);
        UUID before = Cursor.id(cursor);
        List<ShownPeriodicJob> found = workspaces.read(caller, () -> periodic.list(before, rows + 1)).stream()
                .map(ShownPeriodicJob::of)
                .toList();
        return Listing.of(Page.of(found, rows), job -> job.id().toString());
    }

    @Get("/{id}")
    @Operation(summary = "Show a periodic job and its next times")
    @Answers(ShownPeriodicJob.class)
    @Permitted(Permission.JOBS_READ)
    HttpResponse<?> show(Caller caller, UUID id) {
        PeriodicJob job = found(workspaces.read(caller, () -> periodic.find(id)));
        return tagged(HttpResponse.ok(ShownPeriodicJob.of(job)), job);
    }

    @Patch("/{id}")
    @Operation(summary = "Change a periodic job, pause it or resume it")
    @Permitted(Permission.JOBS_ADMIN)
    HttpResponse<ShownPeriodicJob> change(
            Caller caller,
            UUID id,
            @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @Body PeriodicJobChanges body) {
        Integer expected = Etag.required(ifMatch);
        PeriodicJob changed = workspaces.write(caller, () -> {
            PeriodicJob job = found(periodic.lock(id));
            if (expected != null && expected != job.revision()) {
                throw stale();
            }
            return register.change(caller, job, body);
        });
        return tagged(HttpResponse.ok(ShownPeriodicJob.of(changed)), changed);
    }

    @Delete("/{id}")
    @Operation(summary = "Delete a periodic job; what it has enqueued stays")
    @Permitted(Permission.JOBS_ADMIN)
    HttpResponse<?> delete(Caller caller, UUID id, @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch) {
        Integer expected = ifMatch == null ? null : Etag.required(ifMatch);
        workspaces.write(caller, () -> {
            if (periodic.delete(id, expected).isEmpty()) {
                found(periodic.find(id));
                throw stale();
            }
            return id;
        });
        return HttpResponse.noContent();
    }

    private static PeriodicJob found(@Nullable PeriodicJob job) {
        if (job == null) {
            throw new DataError(DataError.Kind.NOT_FOUND, "there is no such periodic job");
        }
        return job;
    }

    private static DataError stale() {
        return new DataError(DataError.Kind.STALE, "the periodic job changed since it was read");
    }

    private static <T> MutableHttpResponse<T> tagged(MutableHttpResponse<T> response, PeriodicJob job) {
        return response.header(HttpHeaders.ETAG, Etag.of(job.revision()));
    }
}
