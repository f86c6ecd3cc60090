package dev.statehouse.crud.job;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Ids;
import dev.statehouse.data.Json;
import dev.statehouse.data.job.JobKind;
import dev.statehouse.data.job.PeriodicJob;
import dev.statehouse.data.job.PeriodicJobs;
import dev.statehouse.http.Caller;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes and changes periodic jobs, and plans their next time. Called inside a transaction. */
@Singleton
final class PeriodicJobRegister {

    /** In a workspace; what several requests make at once may go a little beyond. */
    static final int MOST = 100;

    private final PeriodicJobs periodic;
    private final Clock clock;

    PeriodicJobRegister(PeriodicJobs periodic, Clock clock) {
        this.periodic = periodic;
        this.clock = clock;
    }

    PeriodicJob make(Caller caller, NewPeriodicJob body) {
        Json payload = body.payloadOrEmpty();
        JobKind<?> kind = OfferedKinds.checked(caller, body.kind(), payload);
        Instant now = clock.instant();
        Instant due = Times.next(body.cron(), body.timeZoneOrUtc(), now);
        if (periodic.count() >= MOST) {
            throw new DataError(DataError.Kind.CONFLICT, "there are " + MOST + " periodic jobs: delete some first");
        }
        return periodic
                .insert(
                        Ids.next(),
                        body.name(),
                        kind.name(),
                        payload,
                        kind.maxAttempts(),
                        body.cron(),
                        body.timeZoneOrUtc(),
                        due,
                        now,
                        body.isPaused() ? now : null)
                .stream()
                .findFirst()
                .orElseThrow(() ->
                        new DataError(DataError.Kind.ALREADY_EXISTS, "a periodic job has this name already", "/name"));
    }

    /** @param job that the caller has locked */
    PeriodicJob change(Caller caller, PeriodicJob job, PeriodicJobChanges body) {
        OfferedKinds.checked(caller, job.kind(), body.payload(job));
        Instant now = clock.instant();
        boolean moves = body.movesTimes(job);
        return periodic.change(
                        job.id(),
                        body.payload(job),
                        body.cron(job),
                        body.timeZone(job),
                        moves ? Times.next(body.cron(job), body.timeZone(job), now) : job.nextDueAt(),
                        moves ? now : job.plannedAt(),
                        pausedAt(job, body, now),
                        now)
                .getFirst();
    }

    private static @Nullable Instant pausedAt(PeriodicJob job, PeriodicJobChanges body, Instant now) {
        return body.paused(job) ? Objects.requireNonNullElse(job.pausedAt(), now) : null;
    }
}
