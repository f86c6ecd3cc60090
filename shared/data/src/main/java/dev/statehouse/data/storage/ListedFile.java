package dev.statehouse.data.storage;

/**
 * A file as the bucket lists it.
 *
 * @param key its whole name
 */
public record ListedFile(String key, long bytes) {}
