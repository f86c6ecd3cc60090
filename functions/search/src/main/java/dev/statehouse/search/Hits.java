package dev.statehouse.search;

import dev.statehouse.data.Page;
import dev.statehouse.data.search.ChunkMatch;
import io.micronaut.core.annotation.Introspected;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of hits, and how far they can be relied on.
 *
 * @param nextCursor to be sent as {@code cursor} for the hits after these; null on the last page
 * @param plan how it was searched: {@code text}, {@code fuzzy}, {@code exact} or {@code ann} (all vectors compared, or an index asked),
 *     {@code text+exact} or {@code text+ann}
 * @param scanned how many pieces were ranked
 * @param complete whether no other piece would have ranked before the last of these
 * @param missing why another might have; empty if it is complete
 * @param facets how many hits have which value; null unless they were asked for, and on later pages
 */
@Introspected
record Hits(
        List<Hit> data,
        @Nullable String nextCursor,
        boolean hasMore,
        String plan,
        int scanned,
        boolean complete,
        List<Missing> missing,
        @Nullable Facets facets) {

    /**
     * @param found one row more than the page holds if there is a next page; at least one
     * @param asked which the rows answer
     */
    static Hits of(List<ChunkMatch> found, int limit, Asked asked) {
        ChunkMatch any = found.getFirst();
        Page<ChunkMatch> page = Page.of(any.id() == null ? List.of() : found, limit);
        List<Missing> missing =
                any.missing().stream().map(reason -> Missing.of(reason, asked)).toList();
        return new Hits(
                page.rows().stream().map(Hit::of).toList(),
                page.hasMore() ? SearchPosition.cursorAfter(page.rows(), asked) : null,
                page.hasMore(),
                any.plan(),
                any.scanned(),
                missing.isEmpty(),
                missing,
                Facets.of(any.facets()));
    }
}
