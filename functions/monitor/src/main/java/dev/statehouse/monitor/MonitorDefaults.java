package dev.statehouse.monitor;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.PropertySource;
import java.util.Map;

/** What the monitor sets otherwise than functions that serve requests. */
@ContextConfigurer
public final class MonitorDefaults implements ApplicationContextConfigurer {

    // Below every other source of properties, and above DatabaseDefaults.
    private static final int LOW = -999;

    @Override
    public void configure(ApplicationContextBuilder builder) {
        builder.propertySources(PropertySource.of(
                "monitor-defaults",
                Map.of(
                        // One statement at a time.
                        "database.pool-size", 1,
                        // Beyond the role's statement_timeout of 10 s.
                        "database.socket-timeout-seconds", 12),
                LOW));
    }
}
