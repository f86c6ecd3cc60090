package dev.statehouse.data.agentrun;

/**
 * Calls of models to be written, by columns: elements of one place make a call.
 *
 * @param ids UUIDs of version 7, in a {@link LineWindow#ofWriting}
 * @param totals sums of the four others
 */
@SuppressWarnings("ArrayRecordComponent") // A statement's parameters, never compared.
public record NewTokenUsages(
        String[] ids,
        String[] providers,
        String[] models,
        long[] input,
        long[] cachedInput,
        long[] output,
        long[] reasoning,
        long[] totals) {}
