package dev.statehouse.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.statehouse.data.Json;
import dev.statehouse.data.search.ChunkMatch;
import dev.statehouse.data.search.SearchQuestion.After;
import dev.statehouse.http.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The last hit of a page, from which the next goes on, and what the words weighed on the first: by that later pages are ranked too,
 * whatever is written meanwhile. Where two rankings are fused, each hit's place depends on all others'; so it holds all hits given so
 * far. It belongs to one query: with another it is refused.
 *
 * @param query digest of the query
 * @param score of the hit, to the bit
 */
record SearchPosition(String query, double score, UUID id, List<Word> words, List<UUID> given) {

    /** As the words of a {@link ChunkMatch}. */
    record Word(String word, double weight, long pieces, boolean common) {}

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int MOST_WORDS = 128;
    private static final int MOST_GIVEN = 400;

    /** @param page not empty */
    static String cursorAfter(List<ChunkMatch> page, Asked asked) {
        ChunkMatch last = page.getLast();
        List<UUID> given = new ArrayList<>();
        if (asked.mode() == Mode.HYBRID) {
            given.addAll(asked.position() == null ? List.of() : asked.position().given);
            page.forEach(match -> given.add(Objects.requireNonNull(match.id())));
        }
        try {
            return Cursor.of(JSON.writeValueAsString(new SearchPosition(
                    digest(asked.query(), asked.vectorText()),
                    Objects.requireNonNull(last.score()),
                    Objects.requireNonNull(last.id()),
                    last.words() == null
                            ? List.of()
                            : List.of(JSON.readValue(last.words().text(), Word[].class)),
                    given)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Where the query's cursor points; null on the first page. */
    static @Nullable SearchPosition of(SearchQuery query, @Nullable String vectorText) {
        String position = Cursor.position(query.cursor());
        if (position == null) {
            return null;
        }
        try {
            SearchPosition read = JSON.readValue(position, SearchPosition.class);
            if (read.query.equals(digest(query, vectorText))
                    && Double.isFinite(read.score)
                    && read.words.size() <= MOST_WORDS
                    && read.given.size() <= MOST_GIVEN
                    && read.words.stream().allMatch(word -> Float.isFinite((float) word.weight))) {
                return read;
            }
        } catch (JsonProcessingException foreign) {
            // Falls through to the one answer for every foreign cursor.
        }
        throw Cursor.malformed();
    }

    After after() {
        return new After(score, id, weighed(), given);
    }

    private Json weighed() {
        try {
            return new Json(JSON.writeValueAsString(words));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    // Limit and cursor may change from page to page.
    private static String digest(SearchQuery query, @Nullable String vectorText) {
        return QueryDigest.of(
                query.q(),
                vectorText,
                query.mode(),
                query.like(),
                query.model(),
                query.threshold(),
                query.k(),
                query.textWeight(),
                query.meaningWeight(),
                query.type(),
                query.versions(),
                query.parent(),
                query.project(),
                query.user(),
                query.tag(),
                query.metadata(),
                query.from(),
                query.to());
    }
}
