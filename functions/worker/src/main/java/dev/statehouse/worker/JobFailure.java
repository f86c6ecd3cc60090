package dev.statehouse.worker;

/** An attempt that failed, with a message that is kept and shown: no secret, no foreign value. */
public final class JobFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean isFinal;

    private JobFailure(String message, boolean isFinal) {
        super(message);
        this.isFinal = isFinal;
    }

    /** Another attempt may succeed. */
    public static JobFailure passing(String message) {
        return new JobFailure(message, false);
    }

    /** No other attempt would succeed: the job is dead at once. */
    public static JobFailure lasting(String message) {
        return new JobFailure(message, true);
    }

    boolean isFinal() {
        return isFinal;
    }
}
