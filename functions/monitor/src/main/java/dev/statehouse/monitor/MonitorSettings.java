package dev.statehouse.monitor;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * What the monitor is told of the installation.
 *
 * @param pooler {@code pgbouncer}, whose console is asked, or {@code rds-proxy}, which has none
 * @param storageGib what the database may grow to
 * @param stack tells its metrics from those of other installations in the account
 */
@ConfigurationProperties("monitor")
record MonitorSettings(
        @Bindable(defaultValue = "rds-proxy") String pooler,
        @Bindable(defaultValue = "100") int storageGib,
        @Bindable(defaultValue = "local") String stack) {}
