package dev.statehouse.worker.audit;

import dev.statehouse.data.Workspaces;
import dev.statehouse.data.audit.AuditCheck;
import dev.statehouse.data.audit.AuditEntries;
import dev.statehouse.data.audit.AuditLogCheck;
import dev.statehouse.data.job.JobKind;
import dev.statehouse.worker.JobFailure;
import dev.statehouse.worker.JobHandler;
import dev.statehouse.worker.RunningJob;
import jakarta.inject.Singleton;

/** Checks the log link by link to its end. A log that was tampered with makes the job dead, and says where. */
@Singleton
final class AuditLogCheckHandler implements JobHandler<AuditLogCheck> {

    private static final int LINKS_AT_ONCE = 1_000;

    private final Workspaces workspaces;
    private final AuditEntries entries;

    AuditLogCheckHandler(Workspaces workspaces, AuditEntries entries) {
        this.workspaces = workspaces;
        this.entries = entries;
    }

    @Override
    public JobKind<AuditLogCheck> kind() {
        return AuditLogCheck.KIND;
    }

    @Override
    public void run(RunningJob job, AuditLogCheck payload) {
        Long next = payload.from();
        while (next != null) {
            long from = next;
            AuditCheck check = workspaces.read(job.tenant(), () -> entries.verify(from, LINKS_AT_ONCE));
            if (check.broken() != null) {
                throw JobFailure.lasting("link %d is broken: %s".formatted(check.broken(), check.fault()));
            }
            next = check.next();
            long done = next == null ? check.links() : next - 1;
            job.progress(done, check.links(), "links are whole; the last hash is " + check.lastHash());
        }
    }
}
