package dev.statehouse.data.job;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job to be enqueued.
 *
 * @param runAt not before; null for at once
 * @param uniqueKey while a job of the workspace, kind and key waits or runs, no other is enqueued; null for any number
 * @param personId whose private rows it may see; null for nobody's
 */
public record NewJob<T extends Record>(
        JobKind<T> kind,
        T payload,
        @Nullable Instant runAt,
        @Nullable String uniqueKey,
        Priority priority,
        @Nullable UUID personId) {

    private static final int LONGEST_KEY = 200;

    public NewJob {
        if (uniqueKey != null && (uniqueKey.isEmpty() || uniqueKey.length() > LONGEST_KEY)) {
            throw new IllegalArgumentException("a unique key has from 1 to " + LONGEST_KEY + " characters");
        }
    }

    public NewJob<T> runAt(Instant instant) {
        return new NewJob<>(kind, payload, instant, uniqueKey, priority, personId);
    }

    public NewJob<T> unique(String key) {
        return new NewJob<>(kind, payload, runAt, key, priority, personId);
    }

    public NewJob<T> priority(Priority level) {
        return new NewJob<>(kind, payload, runAt, uniqueKey, level, personId);
    }

    public NewJob<T> actingFor(@Nullable UUID person) {
        return new NewJob<>(kind, payload, runAt, uniqueKey, priority, person);
    }
}
