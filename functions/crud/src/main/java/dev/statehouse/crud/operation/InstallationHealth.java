package dev.statehouse.crud.operation;

import dev.statehouse.data.operation.HealthReason;
import dev.statehouse.data.operation.NotMeasured;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the installation is.
 *
 * @param status healthy, degraded or failing
 * @param measuredAt when the monitor last looked; null if it never has
 * @param reasons why it is not healthy; none if it is
 * @param notMeasured what nobody knows, and why
 */
@Introspected
record InstallationHealth(
        String status, @Nullable Instant measuredAt, List<HealthReason> reasons, List<NotMeasured> notMeasured) {}
