package dev.statehouse.crud.job;

import dev.statehouse.data.DataError;
import dev.statehouse.data.job.DeadJobs;
import dev.statehouse.data.job.Jobs;
import dev.statehouse.data.job.ListedJob;
import dev.statehouse.data.job.ListedJobs;
import dev.statehouse.data.job.Nudges;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** What people do to jobs, with its trace in the audit log. Called inside a transaction. */
@Singleton
final class JobChanges {

    static final int MOST_REDRIVEN = 1_000;

    private final ListedJobs listed;
    private final Jobs jobs;
    private final DeadJobs dead;
    private final Nudges nudges;
    private final Clock clock;

    JobChanges(ListedJobs listed, Jobs jobs, DeadJobs dead, Nudges nudges, Clock clock) {
        this.listed = listed;
        this.jobs = jobs;
        this.dead = dead;
        this.nudges = nudges;
        this.clock = clock;
    }

    ListedJob cancel(UUID id) {
        if (!jobs.cancelWaiting(id, clock.instant()).isEmpty()) {
            log("cancelled", List.of(id));
        } else if (!jobs.askToEnd(id, clock.instant()).isEmpty()) {
            log("asked-to-end", List.of(id));
        } else {
            throw new DataError(
                    DataError.Kind.CONFLICT, "the job is " + known(id).state());
        }
        return known(id);
    }

    ListedJob redrive(UUID id) {
        if (dead.redrive(id, null, 1, clock.instant()).isEmpty()) {
            String state = known(id).state();
            throw new DataError(
                    DataError.Kind.CONFLICT,
                    state.equals("dead") ? "another job with its key waits or runs" : "the job is " + state);
        }
        driven(List.of(id));
        return known(id);
    }

    /** {@return how many; {@link #MOST_REDRIVEN} if there may be more} */
    int redriveAll(String kind) {
        List<UUID> driven = dead.redrive(null, kind, MOST_REDRIVEN, clock.instant());
        if (!driven.isEmpty()) {
            driven(driven);
        }
        return driven.size();
    }

    private void driven(List<UUID> ids) {
        log("redriven", ids);
        nudges.afterCommit();
    }

    private void log(String change, List<UUID> ids) {
        listed.logChange(change, ids.stream().map(UUID::toString).toArray(String[]::new));
    }

    private ListedJob known(UUID id) {
        return JobController.found(listed.find(id));
    }
}
