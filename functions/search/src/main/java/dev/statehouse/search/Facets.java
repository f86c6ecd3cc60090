package dev.statehouse.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.statehouse.data.Json;
import dev.statehouse.http.RequestError;
import io.micronaut.core.annotation.Introspected;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many of the best hits have which value, the most frequent first; a hundred values of each facet at most.
 *
 * @param hits how many were counted, those of later pages included: up to 1,000, in mode {@code hybrid} up to 400
 * @param complete whether those are all that there are
 * @param day in UTC, on which it was made; null if it was not asked for
 * @param project id; null if it was not asked for
 * @param tag null if it was not asked for
 * @param type null if it was not asked for
 */
@Introspected
record Facets(
        int hits,
        boolean complete,
        @Nullable List<Count> day,
        @Nullable List<Count> project,
        @Nullable List<Count> tag,
        @Nullable List<Count> type) {

    /**
     * A value of a facet.
     *
     * @param count how many hits have it
     */
    @Introspected
    record Count(String value, int count) {}

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> NAMES = List.of("day", "project", "tag", "type");

    /**
     * Those that a search counts; null for none.
     *
     * @throws RequestError for a name that is none
     */
    static @Nullable List<String> named(@Nullable List<String> names) {
        if (names == null || names.isEmpty()) {
            return null;
        }
        if (!NAMES.containsAll(names)) {
            throw RequestError.malformed("facet", "facet must be one of " + String.join(", ", NAMES));
        }
        return names.stream().distinct().toList();
    }

    /** Those of an answer's first row; null if there are none. */
    static @Nullable Facets of(@Nullable Json counted) {
        try {
            return counted == null ? null : JSON.readValue(counted.text(), Facets.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
