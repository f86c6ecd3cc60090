package dev.statehouse.search;

import static java.util.Objects.requireNonNull;

import dev.statehouse.data.Json;
import dev.statehouse.data.search.ChunkMatch;
import io.micronaut.core.annotation.Introspected;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a text that a search found.
 *
 * @param type of what: experience, issue, knowledge, log, message, profile, prompt, skill or vector
 * @param id of the piece; it changes when the text does
 * @param title of the row or of what it belongs to; empty where neither has one
 * @param content the piece's text: all of a short one and of a vector's, at most 2,000 characters of another
 * @param source ids, numbers and slugs by which the row is found
 * @param createdAt of the row
 * @param score higher is better; comparable only within one search
 * @param similarity of its meaning to the question's, -1 to 1; null where meanings were not compared
 * @param embeddingStatus of its vector: {@code ready}, {@code pending} or {@code failed}; null if the workspace has no embedding model
 * @param embeddingFailure why there is no vector; null unless it failed
 */
@Introspected
record Hit(
        String type,
        UUID id,
        String title,
        String content,
        @Schema(type = "object") Json source,
        List<String> tags,
        @Schema(type = "object") Json metadata,
        @Nullable UUID projectId,
        Instant createdAt,
        double score,
        @Nullable Double similarity,
        @Nullable String embeddingStatus,
        @Nullable String embeddingFailure,
        Highlights highlights) {

    /**
     * Where the words were found, as HTML: the text is escaped, and each hit stands in a {@code <mark>}.
     *
     * @param title the whole title
     * @param content a part of the content, its beginning if no word occurs in it
     */
    @Introspected
    record Highlights(String title, String content) {}

    private static final String FAILED = "failed: ";

    /** @param found a match with a piece */
    static Hit of(ChunkMatch found) {
        String embedding = found.embedding();
        boolean failed = embedding != null && embedding.startsWith(FAILED);
        return new Hit(
                requireNonNull(found.kind()),
                requireNonNull(found.id()),
                requireNonNull(found.title()),
                requireNonNull(found.content()),
                requireNonNull(found.source()),
                requireNonNull(found.tags()),
                requireNonNull(found.metadata()),
                found.projectId(),
                requireNonNull(found.createdAt()),
                requireNonNull(found.score()),
                found.similarity(),
                failed ? "failed" : embedding,
                failed ? requireNonNull(embedding).substring(FAILED.length()) : null,
                new Highlights(
                        requireNonNull(Highlight.html(found.titleMarked())),
                        requireNonNull(Highlight.html(found.contentMarked()))));
    }
}
