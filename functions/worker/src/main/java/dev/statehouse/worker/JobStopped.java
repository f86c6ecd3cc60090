package dev.statehouse.worker;

/** The work is to end before it is done, and the worker knows why. Handlers let it pass. */
final class JobStopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    enum Why {
        CANCELLED,
        /** Goes on in another worker. */
        TIME_IS_UP,
        LEASE_LOST
    }

    private final Why why;

    JobStopped(Why why) {
        super(why.name(), null, false, false);
        this.why = why;
    }

    Why why() {
        return why;
    }
}
