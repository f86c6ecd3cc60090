package dev.statehouse.crud.cost;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A recalculation to be previewed.
 *
 * @param from calls from this time on, by their ids
 * @param until and before this one; now if absent
 */
@Introspected
record NewRecalculation(
        @NotNull @Pattern(regexp = TokenClass.WORD, message = TokenClass.NO_WORD)
        String provider,

        @NotBlank @Size(max = 200) String model,
        @NotNull Instant from,
        @Nullable Instant until) {}
