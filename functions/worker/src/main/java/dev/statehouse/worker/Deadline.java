package dev.statehouse.worker;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When the worker's time is up. By a clock that nobody sets: the day's may jump. Thread-safe. */
final class Deadline {

    private final LongSupplier nanoTime;
    private final long end;

    private Deadline(LongSupplier nanoTime, long end) {
        this.nanoTime = nanoTime;
        this.end = end;
    }

    static Deadline in(Duration time) {
        return new Deadline(System::nanoTime, System.nanoTime() + time.toNanos());
    }

    boolean isNear() {
        return nanoTime.getAsLong() - end >= 0;
    }
}
