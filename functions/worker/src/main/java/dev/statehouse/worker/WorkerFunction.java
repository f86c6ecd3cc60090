package dev.statehouse.worker;

import dev.statehouse.schedule.ScheduledFunction;
import io.micronaut.context.ApplicationContext;

/**
 * Runs what is due, woken by its schedule or by a nudge: the queue alone tells what there is to do. Answers what it did, in
 * counts.
 */
public final class WorkerFunction extends ScheduledFunction {

    /** Called by Lambda. */
    public WorkerFunction() {
        super(Worker.class);
    }

    /** Takes the context as it is; for tests. */
    public WorkerFunction(ApplicationContext context) {
        super(context, Worker.class);
    }
}
