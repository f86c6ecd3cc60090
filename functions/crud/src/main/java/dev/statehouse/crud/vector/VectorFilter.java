package dev.statehouse.crud.vector;

import dev.statehouse.data.vector.VectorSelection;
import dev.statehouse.http.Activity;
import dev.statehouse.http.QueryJson;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which vectors a list shows.
 *
 * @param conversation id of a conversation, and so {@code message}
 * @param project id of a project: the vector's, or its conversation's
 * @param model id of an embedding model
 * @param tag may be repeated: the vector has all of them
 * @param metadata JSON that the vector's metadata contains, such as {@code {"source": "upload"}}
 * @param active false lists the deleted ones
 * @param limit from 1 to 100, 20 if absent
 * @param cursor {@code nextCursor} of the page before
 */
@Introspected
record VectorFilter(
        @Nullable @QueryValue UUID conversation,
        @Nullable @QueryValue UUID message,
        @Nullable @QueryValue UUID project,
        @Nullable @QueryValue UUID model,
        @Nullable @QueryValue List<String> tag,
        @Nullable @QueryValue String metadata,
        @Nullable @QueryValue @Schema(type = "boolean") String active,
        @Nullable @QueryValue Integer limit,
        @Nullable @QueryValue String cursor) {

    VectorSelection in(UUID workspaceId) {
        return new VectorSelection(
                workspaceId,
                Activity.parse(active),
                conversation,
                message,
                project,
                model,
                tag == null || tag.isEmpty() ? null : tag.toArray(String[]::new),
                QueryJson.parse("metadata", metadata));
    }
}
