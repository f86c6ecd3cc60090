package dev.statehouse.data.search;

import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One piece of a page of search results, beside what holds for the whole search.
 *
 * <p>A search without a hit has one such row too, without a piece. The marked texts have each hit between
 * {@link PromptMatch#MARK_START} and {@link PromptMatch#MARK_END}, and are not escaped for anything.
 *
 * @param kind of which noun it is a piece
 * @param title of the row or of what it belongs to
 * @param source where the row is found, as an answer tells it
 * @param score higher is better; comparable only within one search
 * @param similarity of its meaning to the question's, -1 to 1; null where meanings were not compared
 * @param embedding how far its vector is: {@code ready}, {@code pending} or {@code failed: } and why; null if it is to have none
 * @param words what was looked for and how much each word weighs, for the next page; null if the question has no
 *     word to look for
 * @param scanned how many pieces were ranked
 * @param plan how it was searched: {@code text}, {@code fuzzy}, {@code exact}, {@code ann}, {@code text+exact} or {@code text+ann}
 * @param missing why another piece might have ranked before the last of the page; empty if none would have
 * @param facets of the first row, if they were asked for: by facet, values with their counts; and of how many {@code hits}, and whether
 *     that is {@code complete}
 */
@Introspected
@MappedEntity("chunks")
public record ChunkMatch(
        @Id @Nullable UUID id,
        @Nullable String kind,
        @Nullable UUID projectId,
        @Nullable String title,
        @Nullable String content,
        @Nullable @TypeDef(type = DataType.STRING_ARRAY) List<String> tags,
        @Nullable Json metadata,
        @Nullable Instant createdAt,
        @Nullable Json source,
        @Nullable Double score,
        @Nullable Double similarity,
        @Nullable String titleMarked,
        @Nullable String contentMarked,
        @Nullable String embedding,
        @Nullable Json words,
        String plan,
        int scanned,
        @TypeDef(type = DataType.STRING_ARRAY) List<String> missing,
        @Nullable Json facets) {}
