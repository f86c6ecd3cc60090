package dev.statehouse.identity.key;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a key is to be replaced.
 *
 * @param overlapSeconds for how long the old one still works: up to a week, an hour if absent
 */
@Introspected
record KeyRotation(@Nullable @Min(0) @Max(604_800) Integer overlapSeconds) {

    private static final int HOUR = 3_600;

    int overlap() {
        return Objects.requireNonNullElse(overlapSeconds, HOUR);
    }
}
