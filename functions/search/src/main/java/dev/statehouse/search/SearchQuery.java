package dev.statehouse.search;

import dev.statehouse.data.Json;
import dev.statehouse.data.search.SearchQuestion.Fusion;
import dev.statehouse.data.search.SearchScope;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Paging;
import dev.statehouse.http.QueryJson;
import dev.statehouse.http.RequestError;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a search looks for, and where.
 *
 * @param q words, "phrases", {@code -exclusions} and {@code prefixes*} for modes {@code text} and {@code hybrid}, else any text; at most
 *     2,000 characters
 * @param mode {@code text} (the default), {@code fuzzy}, {@code semantic}, {@code hybrid} or {@code similar}
 * @param like id of the row that others are to be like; for mode {@code similar} alone, in place of {@code q}
 * @param model id of the embedding model; the workspace's default if absent
 * @param threshold less similar pieces are no hits: -1 to 1 for meanings, 0 to 1 for spellings; the model's, or 0.45 for spellings, if
 *     absent
 * @param k of mode {@code hybrid}: the constant that is added to each rank, 1 to 1,000; 60 if absent
 * @param textWeight of mode {@code hybrid}: how much a rank by words counts, more than 0 to 100; 1 if absent
 * @param meaningWeight of mode {@code hybrid}: how much a rank by meaning counts, more than 0 to 100; 1 if absent
 * @param type may be repeated: experience, issue, knowledge, log, message, profile, prompt or skill; all that the caller may read if absent
 * @param versions {@code all} looks in all versions of prompts, {@code newest} (the default) in the newest of each card
 * @param parent id of the card, conversation, entry, project, identity or run that it belongs to
 * @param project id of a project
 * @param user id of a person: only what is private to them
 * @param tag may be repeated: it has all of them
 * @param metadata JSON that its metadata contains, such as {@code {"team": "support"}}
 * @param from instant at which it was made, or later, such as {@code 2026-03-01T00:00:00Z}
 * @param to instant before which it was made
 * @param facet may be repeated: day, project, tag or type, of which the first page tells how many of the best 1,000 hits have which
 * @param limit from 1 to 100; if absent 10 in modes {@code semantic} and {@code similar}, else 20
 * @param cursor {@code nextCursor} of the page before
 */
@Introspected
record SearchQuery(
        @Nullable @QueryValue String q,
        @Nullable @QueryValue String mode,
        @Nullable @QueryValue UUID like,
        @Nullable @QueryValue UUID model,
        @Nullable @QueryValue Float threshold,
        @Nullable @QueryValue Integer k,
        @Nullable @QueryValue Float textWeight,
        @Nullable @QueryValue Float meaningWeight,
        @Nullable @QueryValue List<String> type,
        @Nullable @QueryValue String versions,
        @Nullable @QueryValue UUID parent,
        @Nullable @QueryValue UUID project,
        @Nullable @QueryValue UUID user,
        @Nullable @QueryValue List<String> tag,
        @Nullable @QueryValue String metadata,
        @Nullable @QueryValue String from,
        @Nullable @QueryValue String to,
        @Nullable @QueryValue List<String> facet,
        @Nullable @QueryValue Integer limit,
        @Nullable @QueryValue String cursor) {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final int FEW = 10;
    private static final int USUAL_K = 60;
    static final Fusion USUAL_FUSION = new Fusion(USUAL_K, 1, 1);
    private static final int MOST_K = 1_000;
    private static final float MOST_WEIGHT = 100;

    Mode way() {
        return Mode.of(mode);
    }

    int rows() {
        boolean few = limit == null && (way() == Mode.SEMANTIC || way() == Mode.SIMILAR);
        return few ? FEW : Paging.limit(limit);
    }

    Question question() {
        return way().looksAtWords() ? Question.of(q) : Question.whole(q);
    }

    /** The row that others are to be like. */
    UUID likeRow() {
        if (like == null) {
            throw RequestError.malformed("like", "like must be the id of a row in mode similar");
        }
        if (q != null) {
            throw RequestError.malformed("q", "q must be absent in mode similar: it looks for what is like a row");
        }
        return like;
    }

    /** What to count on the first page; null for nothing. */
    @Nullable
    List<String> facets() {
        List<String> wanted = Facets.named(facet);
        return cursor == null ? wanted : null;
    }

    /** {@link #threshold}, once it is known to be one of the mode. */
    @Nullable
    Float least() {
        if (threshold == null) {
            return null;
        }
        if (way() == Mode.TEXT) {
            throw RequestError.malformed(
                    "threshold", "threshold must be absent in mode text: its scores have no scale");
        }
        float lowest = way() == Mode.FUZZY ? 0 : -1;
        if (!(threshold >= lowest && threshold <= 1)) {
            throw RequestError.malformed(
                    "threshold", "threshold must be from " + (int) lowest + " to 1 in mode " + way().word());
        }
        return threshold;
    }

    /** How two rankings are fused; null in other modes. */
    @Nullable
    Fusion fusion() {
        if (way() != Mode.HYBRID) {
            refuse("k", k);
            refuse("textWeight", textWeight);
            refuse("meaningWeight", meaningWeight);
            return null;
        }
        int constant = k == null ? USUAL_K : k;
        if (constant < 1 || constant > MOST_K) {
            throw RequestError.malformed("k", "k must be from 1 to 1,000");
        }
        return new Fusion(constant, weight("textWeight", textWeight), weight("meaningWeight", meaningWeight));
    }

    private static void refuse(String parameter, @Nullable Object value) {
        if (value != null) {
            throw RequestError.malformed(parameter, parameter + " must be absent but in mode hybrid");
        }
    }

    private static float weight(String parameter, @Nullable Float value) {
        if (value == null) {
            return 1;
        }
        if (!(value > 0 && value <= MOST_WEIGHT)) {
            throw RequestError.malformed(parameter, parameter + " must be more than 0 and at most 100");
        }
        return value;
    }

    SearchScope scope(Caller caller) {
        if (versions != null && !versions.equals("all") && !versions.equals("newest")) {
            throw RequestError.malformed("versions", "versions must be all or newest");
        }
        return new SearchScope(
                Noun.among(type, caller),
                "all".equals(versions),
                parent,
                project,
                user,
                tags(),
                json(),
                instant("from", from),
                instant("to", to));
    }

    private @Nullable List<String> tags() {
        if (tag == null || tag.isEmpty()) {
            return null;
        }
        if (tag.stream().anyMatch(one -> one.indexOf('\0') >= 0)) {
            throw RequestError.malformed("tag", "tag must not contain a NUL character");
        }
        return tag;
    }

    private @Nullable Json json() {
        return QueryJson.parse("metadata", metadata);
    }

    private static @Nullable Instant instant(String parameter, @Nullable String text) {
        try {
            Instant read = text == null ? null : Instant.parse(text);
            if (read == null || !(read.isBefore(EARLIEST) || read.isAfter(LATEST))) {
                return read;
            }
        } catch (DateTimeParseException malformed) {
            // Falls through to the one answer for what is no instant.
        }
        throw RequestError.malformed(parameter, parameter + " must be an instant such as 2026-03-01T00:00:00Z");
    }
}
