package dev.statehouse.search;

import dev.statehouse.data.search.SearchQuestion.Meaning;
import org.jspecify.annotations.Nullable;

/**
 * A search as it is carried out.
 *
 * @param mode another than the query's where its meaning could not be had
 * @param meaning what to compare meanings by; null where the mode needs none
 * @param failure why there is no vector of the question; null if there is one, or needs to be none
 * @param position where the page before ended; null on the first
 */
record Asked(
        SearchQuery query,
        @Nullable String vectorText,
        Mode mode,
        @Nullable Meaning meaning,
        @Nullable String failure,
        @Nullable SearchPosition position) {}
