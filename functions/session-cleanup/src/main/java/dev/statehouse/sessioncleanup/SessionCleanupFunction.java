package dev.statehouse.sessioncleanup;

import dev.statehouse.schedule.ScheduledFunction;
import io.micronaut.context.ApplicationContext;

/** Deletes what has expired, and what was deleted long ago; answers how much of each kind. */
public final class SessionCleanupFunction extends ScheduledFunction {

    /** Called by Lambda. */
    public SessionCleanupFunction() {
        super(SessionCleanup.class);
    }

    /** Takes the context as it is; for tests. */
    public SessionCleanupFunction(ApplicationContext context) {
        super(context, SessionCleanup.class);
    }
}
