package dev.statehouse.testing;

/** Real servers, rows and layout rules for tests. */
public final class Layout {
    private Layout() {}
}
