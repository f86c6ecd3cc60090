package dev.statehouse.crud.project;

import dev.statehouse.data.project.ProjectSelection;
import dev.statehouse.http.Activity;
import dev.statehouse.http.QueryJson;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which projects a list shows.
 *
 * @param labels JSON that the project's labels contain, such as {@code {"plan": "paid-plan"}}
 * @param settings JSON that the project's settings contain
 * @param active false lists the deleted ones
 * @param limit from 1 to 100, 20 if absent
 * @param cursor {@code nextCursor} of the page before
 */
@Introspected
record ProjectFilter(
        @Nullable @QueryValue String labels,
        @Nullable @QueryValue String settings,
        @Nullable @QueryValue @Schema(type = "boolean") String active,
        @Nullable @QueryValue Integer limit,
        @Nullable @QueryValue String cursor) {

    ProjectSelection in(UUID workspaceId) {
        return new ProjectSelection(
                workspaceId,
                Activity.parse(active),
                QueryJson.parse("labels", labels),
                QueryJson.parse("settings", settings));
    }
}
