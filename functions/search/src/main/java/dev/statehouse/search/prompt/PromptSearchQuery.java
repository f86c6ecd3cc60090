package dev.statehouse.search.prompt;

import dev.statehouse.data.Json;
import dev.statehouse.http.QueryJson;
import dev.statehouse.http.RequestError;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a search looks for.
 *
 * @param q words, "phrases", {@code or} between alternatives, {@code -} before what must not occur; at most 1,000 characters
 * @param mode {@code text}, which is also the default
 * @param project id of a project
 * @param tag may be repeated: the card has all of them
 * @param variables JSON that the card's variables contain, such as {@code [{"type": "string"}]}
 * @param metadata JSON that the card's metadata contains, such as {@code {"team": "support"}}
 * @param limit from 1 to 100, 20 if absent
 * @param cursor {@code nextCursor} of the page before
 */
@Introspected
record PromptSearchQuery(
        @Nullable @QueryValue String q,
        @Nullable @QueryValue String mode,
        @Nullable @QueryValue UUID project,
        @Nullable @QueryValue List<String> tag,
        @Nullable @QueryValue String variables,
        @Nullable @QueryValue String metadata,
        @Nullable @QueryValue Integer limit,
        @Nullable @QueryValue String cursor) {

    private static final int LONGEST_Q = 1000;

    /** The question, once the mode is known to be the one there is. */
    String question() {
        if (mode != null && !mode.equals("text")) {
            throw RequestError.malformed("mode", "mode must be text");
        }
        if (q == null || q.isBlank()) {
            throw RequestError.malformed("q", "q must have a word to look for");
        }
        if (q.length() > LONGEST_Q) {
            throw RequestError.malformed("q", "q must be at most " + LONGEST_Q + " characters");
        }
        return storable("q", q);
    }

    String @Nullable [] tagArray() {
        return tag == null || tag.isEmpty()
                ? null
                : tag.stream().map(one -> storable("tag", one)).toArray(String[]::new);
    }

    @Nullable
    Json variablesJson() {
        return QueryJson.parse("variables", variables);
    }

    @Nullable
    Json metadataJson() {
        return QueryJson.parse("metadata", metadata);
    }

    private static String storable(String parameter, String text) {
        if (text.indexOf('\0') >= 0) {
            throw RequestError.malformed(parameter, parameter + " must not contain a NUL character");
        }
        return text;
    }
}
