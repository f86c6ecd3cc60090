package dev.statehouse.worker;

import java.time.Duration;

/** An attempt that failed, with a message that is kept and shown: no secret, no foreign value. */
public final class JobFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean isFinal;
    private final Duration leastWait;

    private JobFailure(String message, boolean isFinal, Duration leastWait) {
        super(message);
        this.isFinal = isFinal;
        this.leastWait = leastWait;
    }

    /** Another attempt may succeed. */
    public static JobFailure passing(String message) {
        return passing(message, Duration.ZERO);
    }

    /** Another attempt may succeed, though not before this time; it may be drawn longer. */
    public static JobFailure passing(String message, Duration leastWait) {
        return new JobFailure(message, false, leastWait);
    }

    /** No other attempt would succeed: the job is dead at once. */
    public static JobFailure lasting(String message) {
        return new JobFailure(message, true, Duration.ZERO);
    }

    boolean isFinal() {
        return isFinal;
    }

    Duration leastWait() {
        return leastWait;
    }
}
