package dev.statehouse.crud.cost;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to change of a price; absent fields stay as they are.
 *
 * @param validTo null in JSON makes it valid without an end
 */
@Introspected
@SuppressWarnings("NullableOptional") // Three states, as JSON has them: absent, null, a value.
record ModelPriceChanges(
        @Nullable @Min(0) @Max(TokenClass.MOST) Long microusdPerMillion,
        @Nullable Instant validFrom,
        @Nullable Optional<Instant> validTo) {

    boolean movesEnd() {
        return validTo != null;
    }

    @Nullable
    Instant newEnd() {
        return validTo == null ? null : validTo.orElse(null);
    }
}
