package dev.statehouse.schedule;

import org.jspecify.annotations.Nullable;

/** A run that did not do all that it should have. Its message is kept with the run and seen by operators: no values of rows. */
public final class OperationFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Object counts;

    /**
     * A failure.
     *
     * @param counts of what was done all the same
     */
    public OperationFailed(String message, Object counts, @Nullable Throwable cause) {
        super(message, cause);
        this.counts = counts;
    }

    Object counts() {
        return counts;
    }
}
