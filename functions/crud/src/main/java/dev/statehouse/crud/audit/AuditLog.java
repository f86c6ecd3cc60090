package dev.statehouse.crud.audit;

import dev.statehouse.data.Page;
import dev.statehouse.data.Tenant;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.audit.AuditCheck;
import dev.statehouse.data.audit.AuditEntries;
import dev.statehouse.data.audit.AuditEntry;
import dev.statehouse.http.Cursor;
import dev.statehouse.http.Paging;
import dev.statehouse.http.Paging.Listing;
import dev.statehouse.http.RequestError;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The log of a workspace, or of an account. Thread-safe. */
@Singleton
final class AuditLog {

    private static final int MOST_LINKS = 1000;

    private final Workspaces workspaces;
    private final AuditEntries entries;

    AuditLog(Workspaces workspaces, AuditEntries entries) {
        this.workspaces = workspaces;
        this.entries = entries;
    }

    Listing<AuditEntry> list(Tenant tenant, AuditEntryFilter filter) {
        int rows = Paging.limit(filter.limit());
        UUID from = filter.firstId();
        UUID before = filter.before(Cursor.id(filter.cursor()));
        List<AuditEntry> found = workspaces.read(
                tenant,
                () -> entries.list(
                        filter.relation(),
                        filter.rowId(),
                        filter.action(),
                        filter.personId(),
                        filter.credentialId(),
                        from,
                        before,
                        rows + 1));
        return Listing.of(Page.of(found, rows), entry -> entry.id().toString());
    }

    /**
     * @param from number of the first link to look at; null for 1
     * @param limit of links, 1 to 1000; null for 1000
     */
    AuditCheck verify(Tenant tenant, @Nullable Long from, @Nullable Integer limit) {
        long first = from == null ? 1 : from;
        int links = limit == null ? MOST_LINKS : limit;
        if (first < 1 || first > Integer.MAX_VALUE) {
            throw RequestError.malformed("from", "from must be the number of a link");
        }
        if (links < 1 || links > MOST_LINKS) {
            throw RequestError.malformed("limit", "limit must be from 1 to " + MOST_LINKS);
        }
        return workspaces.read(tenant, () -> entries.verify(first, links));
    }
}
