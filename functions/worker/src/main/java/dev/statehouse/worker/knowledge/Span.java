package dev.statehouse.worker.knowledge;

/**
 * A stretch of a text that stays together: a sentence, or a part of one that is longer than a piece.
 *
 * @param end the place after its last {@code char}
 * @param endsParagraph whether a piece does well to end here
 */
record Span(int start, int end, int tokens, boolean endsParagraph) {}
