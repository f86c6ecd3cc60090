package dev.statehouse.crud.project;

import dev.statehouse.http.Activity;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which model preferences a list shows.
 *
 * @param project id of a project; those of all the workspace are not among them
 * @param active false lists the deleted ones
 * @param limit from 1 to 100, 20 if absent
 * @param cursor {@code nextCursor} of the page before
 */
@Introspected
record ModelPreferenceFilter(
        @Nullable @QueryValue UUID project,
        @Nullable @QueryValue String task,
        @Nullable @QueryValue @Schema(type = "boolean") String active,
        @Nullable @QueryValue Integer limit,
        @Nullable @QueryValue String cursor) {

    boolean isActive() {
        return Activity.parse(active);
    }
}
