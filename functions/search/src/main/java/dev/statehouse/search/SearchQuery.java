package dev.statehouse.search;

import dev.statehouse.data.Json;
import dev.statehouse.data.search.SearchScope;
import dev.statehouse.http.Caller;
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
 * @param q words, "phrases", {@code -exclusions} and {@code prefixes*}; at most 2,000 characters
 * @param mode {@code text}, which is also the default
 * @param type may be repeated: experience, issue, knowledge, message, profile, prompt or skill; all that the caller may read if absent
 * @param versions {@code all} looks in all versions of prompts, {@code newest} (the default) in the newest of each card
 * @param parent id of the card, conversation, entry, project or identity that it belongs to
 * @param project id of a project
 * @param user id of a person: only what is private to them
 * @param tag may be repeated: it has all of them
 * @param metadata JSON that its metadata contains, such as {@code {"team": "support"}}
 * @param from instant at which it was made, or later, such as {@code 2026-03-01T00:00:00Z}
 * @param to instant before which it was made
 * @param limit from 1 to 100, 20 if absent
 * @param cursor {@code nextCursor} of the page before
 */
@Introspected
record SearchQuery(
        @Nullable @QueryValue String q,
        @Nullable @QueryValue String mode,
        @Nullable @QueryValue List<String> type,
        @Nullable @QueryValue String versions,
        @Nullable @QueryValue UUID parent,
        @Nullable @QueryValue UUID project,
        @Nullable @QueryValue UUID user,
        @Nullable @QueryValue List<String> tag,
        @Nullable @QueryValue String metadata,
        @Nullable @QueryValue String from,
        @Nullable @QueryValue String to,
        @Nullable @QueryValue Integer limit,
        @Nullable @QueryValue String cursor) {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /** The question, once the mode is known to be the one there is. */
    Question question() {
        if (mode != null && !mode.equals("text")) {
            throw RequestError.malformed("mode", "mode must be text");
        }
        return Question.of(q);
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
