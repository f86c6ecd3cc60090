package dev.statehouse.data.operation;

import io.micronaut.core.annotation.Introspected;
import org.jspecify.annotations.Nullable;

/**
 * Why an installation is not healthy.
 *
 * @param check a {@link Threshold}'s, such as {@code oldest-job}
 * @param severity degraded or failing
 * @param detail in words
 * @param value what was measured; null where nothing was
 * @param threshold that it is beyond
 */
@Introspected
public record HealthReason(
        String check,
        String severity,
        String detail,
        @Nullable Double value,
        @Nullable Double threshold) {}
