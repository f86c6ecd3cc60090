package dev.statehouse.crud.webhook;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a secret is to be replaced.
 *
 * @param overlapSeconds for how long the old one still signs: up to a week, a day if absent
 */
@Introspected
record SecretRotation(@Nullable @Min(0) @Max(604_800) Integer overlapSeconds) {

    private static final int DAY = 86_400;

    Duration overlap() {
        return Duration.ofSeconds(Objects.requireNonNullElse(overlapSeconds, DAY));
    }
}
