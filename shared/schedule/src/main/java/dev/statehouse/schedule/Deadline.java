package dev.statehouse.schedule;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When a run's time is up. By a clock that nobody sets: the day's may jump. Thread-safe. */
public final class Deadline {

    private final LongSupplier nanoTime;
    private final long end;

    private Deadline(LongSupplier nanoTime, long end) {
        this.nanoTime = nanoTime;
        this.end = end;
    }

    /** So long from now. */
    public static Deadline in(Duration time) {
        return new Deadline(System::nanoTime, System.nanoTime() + time.toNanos());
    }

    /** {@return whether it is time to come to an end} */
    public boolean isNear() {
        return nanoTime.getAsLong() - end >= 0;
    }

    /** {@return what is left; nothing once it is near} */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, end - nanoTime.getAsLong()));
    }
}
