package dev.statehouse.crud.agentrun;

/** The states of a run, as the database has them; which may follow which, the database alone decides. */
final class RunStatus {

    static final String FORM = "queued|running|waiting|paused|succeeded|failed|cancelled";
    static final String NONE = "must be queued, running, waiting, paused, succeeded, failed or cancelled";

    private RunStatus() {}
}
