package dev.statehouse.crud.cost;

/** The forms of prices' fields, as the database has them. */
final class TokenClass {

    static final String FORM = "input|cached_input|output|reasoning";
    static final String NONE = "must be input, cached_input, output or reasoning";
    static final String WORD = "[a-z0-9]([a-z0-9._-]{0,98}[a-z0-9])?";
    static final String NO_WORD = "must be a word of lower-case letters, digits, dots, hyphens and underscores";
    static final long MOST = 1_000_000_000_000L;

    private TokenClass() {}
}
