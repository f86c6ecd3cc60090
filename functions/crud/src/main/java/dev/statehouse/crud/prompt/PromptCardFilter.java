package dev.statehouse.crud.prompt;

import dev.statehouse.data.prompt.PromptCardSelection;
import dev.statehouse.http.Activity;
import dev.statehouse.http.QueryJson;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which cards a list shows.
 *
 * @param project id of a project
 * @param tag may be repeated: the card has all of them
 * @param variables JSON that the card's variables contain, such as {@code [{"type": "string"}]}
 * @param metadata JSON that the card's metadata contains, such as {@code {"team": "support"}}
 * @param active false lists the deleted ones
 * @param limit from 1 to 100, 20 if absent
 * @param cursor {@code nextCursor} of the page before
 */
@Introspected
record PromptCardFilter(
        @Nullable @QueryValue UUID project,
        @Nullable @QueryValue List<String> tag,
        @Nullable @QueryValue String variables,
        @Nullable @QueryValue String metadata,
        @Nullable @QueryValue @Schema(type = "boolean") String active,
        @Nullable @QueryValue Integer limit,
        @Nullable @QueryValue String cursor) {

    PromptCardSelection in(UUID workspaceId) {
        return new PromptCardSelection(
                workspaceId,
                Activity.parse(active),
                project,
                tag == null || tag.isEmpty() ? null : tag.toArray(String[]::new),
                QueryJson.parse("variables", variables),
                QueryJson.parse("metadata", metadata));
    }
}
