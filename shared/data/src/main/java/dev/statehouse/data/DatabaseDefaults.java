package dev.statehouse.data;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.PropertySource;
import java.util.Map;

/** The settings of every function's pool; any of them can be set otherwise by the property of its name. */
@ContextConfigurer
public final class DatabaseDefaults implements ApplicationContextConfigurer {

    // Below every other source of properties.
    private static final int LOWEST = -1000;
    private static final String POOL = "datasources.default.";

    @Override
    public void configure(ApplicationContextBuilder builder) {
        builder.propertySources(PropertySource.of(
                "database-defaults",
                Map.ofEntries(
                        Map.entry(POOL + "dialect", "POSTGRES"),
                        // Asked for and never used: the connections come from TenantDataSource.
                        Map.entry(POOL + "url", "jdbc:postgresql:"),
                        Map.entry(POOL + "driver-class-name", "org.postgresql.Driver"),
                        // A Lambda instance serves one event at a time; the proxy pools across instances.
                        Map.entry(POOL + "maximum-pool-size", "${database.pool-size:2}"),
                        // Empty in init: a connection opened before the SnapStart snapshot would be dead after it.
                        Map.entry(POOL + "minimum-idle", 0),
                        Map.entry(POOL + "initialization-fail-timeout", -1),
                        Map.entry(POOL + "allow-pool-suspension", true),
                        Map.entry(POOL + "connection-timeout", 2_000),
                        Map.entry(POOL + "idle-timeout", 30_000),
                        Map.entry(POOL + "max-lifetime", 3_600_000),
                        // A repository called outside Workspaces throws instead of taking a connection of its own.
                        Map.entry(POOL + "allow-connection-per-operation", false)),
                LOWEST));
    }
}
