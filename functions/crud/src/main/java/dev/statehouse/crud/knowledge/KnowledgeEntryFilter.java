package dev.statehouse.crud.knowledge;

import dev.statehouse.data.knowledge.KnowledgeSelection;
import dev.statehouse.http.Activity;
import dev.statehouse.http.QueryJson;
import dev.statehouse.http.RequestError;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which entries a list shows.
 *
 * @param project id of a project
 * @param tag may be repeated: the entry has all of them
 * @param language as the entry has it, letter by letter
 * @param sourceType {@code file}, {@code pdf}, {@code text} or {@code url}
 * @param state {@code waiting}, {@code processing}, {@code ready} or {@code failed}
 * @param metadata JSON that the entry's metadata contains, such as {@code {"team": "support"}}
 * @param active false lists the deleted ones
 * @param limit from 1 to 100, 20 if absent
 * @param cursor {@code nextCursor} of the page before
 */
@Introspected
record KnowledgeEntryFilter(
        @Nullable @QueryValue UUID project,
        @Nullable @QueryValue List<String> tag,
        @Nullable @QueryValue String language,
        @Nullable @QueryValue String sourceType,
        @Nullable @QueryValue String state,
        @Nullable @QueryValue String metadata,
        @Nullable @QueryValue @Schema(type = "boolean") String active,
        @Nullable @QueryValue Integer limit,
        @Nullable @QueryValue String cursor) {

    KnowledgeSelection in(UUID workspaceId) {
        return new KnowledgeSelection(
                workspaceId,
                Activity.parse(active),
                project,
                tag == null || tag.isEmpty() ? null : tag.toArray(String[]::new),
                language,
                word("sourceType", sourceType, KnowledgeForms.SOURCE_TYPE, KnowledgeForms.NO_SOURCE_TYPE),
                word("state", state, KnowledgeForms.STATE, KnowledgeForms.NO_STATE),
                QueryJson.parse("metadata", metadata));
    }

    private static @Nullable String word(String parameter, @Nullable String text, String form, String fault) {
        if (text != null && !text.matches(form)) {
            throw RequestError.malformed(parameter, parameter + " " + fault);
        }
        return text;
    }
}
