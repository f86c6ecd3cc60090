package dev.statehouse.maintenance;

import dev.statehouse.schedule.ScheduledFunction;
import io.micronaut.context.ApplicationContext;

/** Does all tasks of maintenance in turn. Answers what each of them did, in counts. */
public final class MaintenanceFunction extends ScheduledFunction {

    /** Called by Lambda. */
    public MaintenanceFunction() {
        super(Maintenance.class);
    }

    /** Takes the context as it is; for tests. */
    public MaintenanceFunction(ApplicationContext context) {
        super(context, Maintenance.class);
    }
}
