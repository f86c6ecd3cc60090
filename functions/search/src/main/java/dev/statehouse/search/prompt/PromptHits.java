package dev.statehouse.search.prompt;

import dev.statehouse.data.Page;
import dev.statehouse.data.search.PromptMatch;
import io.micronaut.core.annotation.Introspected;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of hits, and how far they can be relied on.
 *
 * @param nextCursor to be sent as {@code cursor} for the hits after these; null on the last page
 * @param plan {@code exact}: every matching card was ranked; {@code bounded}: more matched than a search ranks, and those
 *     with the words in their title were taken first
 * @param scanned how many cards were ranked
 * @param complete whether no matching card was left out of the ranking
 */
@Introspected
record PromptHits(
        List<PromptHit> data,
        @Nullable String nextCursor,
        boolean hasMore,
        String plan,
        int scanned,
        boolean complete) {

    /** @param found one row more than the page holds if there is a next page; at least one */
    static PromptHits of(List<PromptMatch> found, int limit, PromptSearchQuery query) {
        PromptMatch any = found.getFirst();
        List<PromptMatch> cards = any.id() == null ? List.of() : found;
        Page<PromptMatch> page = Page.of(cards, limit);
        return new PromptHits(
                page.rows().stream().map(PromptHit::of).toList(),
                page.hasMore() ? PromptSearchPosition.cursorAfter(page.rows().getLast(), query) : null,
                page.hasMore(),
                any.complete() ? "exact" : "bounded",
                any.scanned(),
                any.complete());
    }
}
