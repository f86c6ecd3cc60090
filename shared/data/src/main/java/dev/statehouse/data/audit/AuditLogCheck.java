package dev.statehouse.data.audit;

import dev.statehouse.data.job.Backoff;
import dev.statehouse.data.job.JobKind;

/**
 * A job that checks the whole audit log of its workspace.
 *
 * @param from number of the link to begin with; 1 for all
 */
public record AuditLogCheck(long from) {

    public static final JobKind<AuditLogCheck> KIND =
            new JobKind<>("audit-log-check", AuditLogCheck.class, 5, Backoff.USUAL);
}
