package dev.statehouse.crud.audit;

import dev.statehouse.data.audit.AuditCheck;
import dev.statehouse.data.audit.AuditEntry;
import dev.statehouse.http.Paging.Listing;
import dev.statehouse.http.Person;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.http.annotation.Status;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The audit log of the person's own account. */
@Controller("/v1/me/audit-log")
@Tag(name = "Audit log")
class AccountLogController {

    private final AuditLog log;

    AccountLogController(AuditLog log) {
        this.log = log;
    }

    @Get
    @Operation(
            summary = "List what happened to one's account: its password, profile and logins, newest first",
            operationId = "listAccountLog")
    Listing<AuditEntry> list(Person person, @RequestBean AuditEntryFilter filter) {
        return log.list(person.account(), filter);
    }

    @Post("/verify")
    @Status(HttpStatus.OK)
    @Operation(
            summary = "Check that nothing in the log of one's account was changed, added or removed",
            operationId = "verifyAccountLog",
            description =
                    "Recomputes the chain of links from `from` on, up to `limit` of them (1000 at most), and names the"
                            + " first broken link. `next` tells where to go on.")
    AuditCheck verify(Person person, @Nullable @QueryValue Long from, @Nullable @QueryValue Integer limit) {
        return log.verify(person.account(), from, limit);
    }
}
