package dev.statehouse.data.agentrun;

import org.jspecify.annotations.Nullable;

/**
 * Lines to be written, by columns: elements of one place make a line.
 *
 * @param ids UUIDs of version 7, in a {@link LineWindow#ofWriting}
 * @param data JSON objects; null for none
 */
@SuppressWarnings("ArrayRecordComponent") // A statement's parameters, never compared.
public record NewLogLines(
        String[] ids,
        String[] levels,
        String[] messages,
        @Nullable String[] data) {}
