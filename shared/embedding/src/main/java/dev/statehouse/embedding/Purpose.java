package dev.statehouse.embedding;

/** What a text is embedded for: some models want to be told. */
public enum Purpose {
    /** To look for documents with. */
    QUERY,
    /** To be found. */
    DOCUMENT
}
