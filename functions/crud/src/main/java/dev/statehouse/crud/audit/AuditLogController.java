package dev.statehouse.crud.audit;

import dev.statehouse.data.audit.AuditCheck;
import dev.statehouse.data.audit.AuditEntry;
import dev.statehouse.data.audit.AuditLogCheck;
import dev.statehouse.data.job.Enqueued;
import dev.statehouse.data.job.JobQueue;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Paging.Listing;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Writes;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.http.annotation.Status;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The audit log of the caller's workspace. */
@Controller("/v1/audit-log")
@Tag(name = "Audit log")
class AuditLogController {

    private final AuditLog log;

    private final JobQueue queue;
    private final Writes writes;

    AuditLogController(AuditLog log, JobQueue queue, Writes writes) {
        this.log = log;
        this.queue = queue;
        this.writes = writes;
    }

    @Get
    @Operation(
            summary = "List what was done and refused, newest first",
            description =
                    "Of one credential at most 20 refusals a minute have an entry of their own. The rest are counted: its"
                            + " next entry, or one for the operation `*`, says in `after` how many were `omitted`, `since` when."
                            + " Requests beyond a rate limit have one entry a minute at most, and are counted alike.")
    @Permitted(Permission.AUDIT_READ)
    Listing<AuditEntry> list(Caller caller, @RequestBean AuditEntryFilter filter) {
        return log.list(caller, filter);
    }

    @Post("/verify")
    @Status(HttpStatus.OK)
    @Operation(
            summary = "Check that nothing in the log was changed, added or removed",
            description =
                    "Recomputes the chain of links from `from` on, up to `limit` of them (1000 at most), and names the"
                            + " first broken link. `next` tells where to go on.")
    @Permitted(Permission.AUDIT_READ)
    AuditCheck verify(Caller caller, @Nullable @QueryValue Long from, @Nullable @QueryValue Integer limit) {
        return log.verify(caller, from, limit);
    }

    @Post("/checks")
    @Operation(
            summary = "Have the whole log checked by a job",
            description =
                    "While one waits or runs, another request answers the same job. `/v1/jobs/{id}` shows its progress;"
                            + " it ends as completed if the log is whole, and as dead if it is not, with the broken link as its error.")
    @Answers(value = Enqueued.class, status = 202)
    @Permitted(Permission.AUDIT_READ)
    HttpResponse<?> check(Caller caller) {
        return writes.once(caller, () -> {
            Enqueued job =
                    queue.enqueue(AuditLogCheck.KIND.of(new AuditLogCheck(1)).unique("audit-log"));
            return HttpResponse.accepted(URI.create("/v1/jobs/" + job.id())).body(job);
        });
    }
}
