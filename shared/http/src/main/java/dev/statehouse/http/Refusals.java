package dev.statehouse.http;

import dev.statehouse.data.Tenant;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.audit.AuditEntries;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the refusals of known callers into the audit log. It never fails: a 403 stays one where the database is away. */
@Singleton
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final Workspaces workspaces;
    private final AuditEntries entries;

    Refusals(Workspaces workspaces, AuditEntries entries) {
        this.workspaces = workspaces;
        this.entries = entries;
    }

    /** @param reason as the caller was told it */
    void record(HttpRequest<?> request, String reason) {
        try {
            Tenant log = Identity.of(request).answerable();
            if (log == null) {
                return;
            }
            // Without the query, which may hold what should not be kept.
            String operation = request.getMethodName() + " " + request.getPath();
            workspaces.write(log, () -> entries.refuse(operation, reason));
        } catch (RuntimeException failure) {
            LOG.warn("A refusal is missing in the audit log", failure);
        }
    }
}
