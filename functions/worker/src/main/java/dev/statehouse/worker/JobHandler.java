package dev.statehouse.worker;

import dev.statehouse.data.job.JobKind;

/** Does the work of a kind of job. A bean of this type is all that a kind needs. Thread-safe. */
public interface JobHandler<T extends Record> {

    JobKind<T> kind();

    /**
     * Does the work. The job is completed when this returns, unless it was by {@link RunningJob#completing}; an attempt may be
     * the second one whose work was done, so what must have its effect once is done in there.
     *
     * @throws JobFailure if the attempt failed in a way that may be told
     */
    void run(RunningJob job, T payload);
}
