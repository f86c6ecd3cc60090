package dev.statehouse.embedding;

import java.time.Duration;

/** What is left of the time that a caller gives. By a clock that nobody sets. */
final class Patience {

    private final long end;

    Patience(Duration time) {
        this.end = System.nanoTime() + time.toNanos();
    }

    /** {@return nothing once it is over} */
    Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }
}
