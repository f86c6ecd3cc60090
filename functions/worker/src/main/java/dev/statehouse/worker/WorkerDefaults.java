package dev.statehouse.worker;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.PropertySource;
import java.util.Map;

/** What the worker sets otherwise than functions that serve one request at a time. */
@ContextConfigurer
public final class WorkerDefaults implements ApplicationContextConfigurer {

    // Below every other source of properties, and above DatabaseDefaults.
    private static final int LOW = -999;

    @Override
    public void configure(ApplicationContextBuilder builder) {
        builder.propertySources(
                // One for each job that runs at a time, one for claims and one for heartbeats.
                PropertySource.of("worker-defaults", Map.of("database.pool-size", 6), LOW));
    }
}
