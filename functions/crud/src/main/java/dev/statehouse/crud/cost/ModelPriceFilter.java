package dev.statehouse.crud.cost;

import dev.statehouse.http.Activity;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which prices a list shows.
 *
 * @param at valid at that instant
 * @param active false lists the deleted ones
 * @param limit from 1 to 100, 20 if absent
 * @param cursor {@code nextCursor} of the page before
 */
@Introspected
record ModelPriceFilter(
        @Nullable @QueryValue String provider,
        @Nullable @QueryValue String model,
        @Nullable @QueryValue Instant at,
        @Nullable @QueryValue @Schema(type = "boolean") String active,
        @Nullable @QueryValue Integer limit,
        @Nullable @QueryValue String cursor) {

    boolean isActive() {
        return Activity.parse(active);
    }
}
