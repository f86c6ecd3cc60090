package dev.statehouse.search;

/** Finds prompt cards by their text. */
public final class Search {
    private Search() {}
}
