package dev.statehouse.crud.cost;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A price to be made.
 *
 * @param tokenClass {@code input}, {@code cached_input}, {@code output} or {@code reasoning}
 * @param microusdPerMillion millionths of a dollar for a million tokens: 3000000 is three dollars
 * @param validFrom may lie in the past; what was used before it was made keeps its cost
 * @param validTo the first instant at which it is valid no more
 */
@Introspected
public record NewModelPrice(
        @NotNull @Pattern(regexp = TokenClass.WORD, message = TokenClass.NO_WORD)
        String provider,

        @NotBlank @Size(max = 200) String model,

        @NotNull @Pattern(regexp = TokenClass.FORM, message = TokenClass.NONE)
        String tokenClass,

        @NotNull @Min(0) @Max(TokenClass.MOST) Long microusdPerMillion,
        @NotNull Instant validFrom,
        @Nullable Instant validTo) {}
