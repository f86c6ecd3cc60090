package dev.statehouse.monitor;

import dev.statehouse.schedule.ScheduledFunction;
import io.micronaut.context.ApplicationContext;

/** Measures the installation once: metrics go to its log, and a row to the table that the health answer reads. */
public final class MonitorFunction extends ScheduledFunction {

    /** Called by Lambda. */
    public MonitorFunction() {
        super(Monitor.class);
    }

    /** Takes the context as it is; for tests. */
    public MonitorFunction(ApplicationContext context) {
        super(context, Monitor.class);
    }
}
