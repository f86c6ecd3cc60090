package dev.statehouse.worker.document;

import java.io.IOException;
import java.io.Writer;

/**
 * Passes on what UTF-8 and a database hold: without control characters but for those that space lines, and with U+FFFD for halves of
 * characters. Refuses what is too much. Not thread-safe.
 */
final class BoundedText extends Writer {

    private static final char REPLACEMENT = '\uFFFD';

    private final Writer target;
    private int bytes;
    /** The first half of a character whose second half is to come; 0 for none. */
    private char half;

    BoundedText(Writer target) {
        this.target = target;
    }

    /** There is more text than may be. */
    static final class Full extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Full() {
            super("more than " + Documents.MOST_BYTES + " bytes", null, false, false);
        }
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            add(text[i]);
        }
    }

    private void add(char next) throws IOException {
        if (half != 0) {
            char first = half;
            half = 0;
            if (Character.isLowSurrogate(next)) {
                count(4);
                target.write(first);
                target.write(next);
                return;
            }
            put(REPLACEMENT);
        }
        if (Character.isHighSurrogate(next)) {
            half = next;
        } else if (Character.isLowSurrogate(next)) {
            put(REPLACEMENT);
        } else if (next >= ' ' ? next != '\u007F' : next == '\n' || next == '\t') {
            put(next);
        }
    }

    private void put(char one) throws IOException {
        count(one < 0x80 ? 1 : one < 0x800 ? 2 : 3);
        target.write(one);
    }

    private void count(int more) {
        bytes += more;
        if (bytes > Documents.MOST_BYTES) {
            throw new Full();
        }
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }

    @Override
    public void close() throws IOException {
        if (half != 0 && bytes <= Documents.MOST_BYTES - 3) {
            half = 0;
            put(REPLACEMENT);
        }
        target.close();
    }
}
