package dev.statehouse.crud.transfer;

import dev.statehouse.http.RequestError;
import java.time.Duration;
import java.util.function.LongSupplier;

/** How long a file may take: the gateway gives a request 30 s, and its answer must still be ours. */
final class TimeLimit {

    private static final Duration OF_AN_IMPORT = Duration.ofSeconds(24);

    private final LongSupplier nanoseconds;
    private final long end;

    /** @param nanoseconds as {@link System#nanoTime} gives them */
    TimeLimit(Duration limit, LongSupplier nanoseconds) {
        this.nanoseconds = nanoseconds;
        this.end = nanoseconds.getAsLong() + limit.toNanos();
    }

    /** From now on. */
    static TimeLimit ofAnImport() {
        return new TimeLimit(OF_AN_IMPORT, System::nanoTime);
    }

    /** @throws RequestError once the time is over */
    void check() {
        if (nanoseconds.getAsLong() - end > 0) {
            throw RequestError.tooLarge("the file takes longer to import than a request may last: split it");
        }
    }
}
