package dev.statehouse.crud.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * A file's text, row by row: fails at the very byte that is not UTF-8 (a decoder of the JDK fails some thousand
 * characters too early), and at a row that has no end. A byte order mark at the start is left out.
 */
final class Utf8Text extends Reader {

    /** What a row may have at most, where nothing else is said; its longest texts make up for less than half. */
    static final int USUAL_CHARACTERS = 5_000_000;

    private static final int BUFFER = 8192;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream bytes;
    private final int most;
    private final ByteBuffer undecoded = ByteBuffer.allocate(BUFFER).flip();
    private final CharBuffer decoded = CharBuffer.allocate(BUFFER).flip();
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private CoderResult last = CoderResult.UNDERFLOW;
    private boolean started;
    private boolean ended;
    private long inRow;

    Utf8Text(InputStream bytes) {
        this(bytes, USUAL_CHARACTERS);
    }

    /** @param most characters that a row may have */
    Utf8Text(InputStream bytes, int most) {
        this.bytes = bytes;
        this.most = most;
    }

    /** The file is not what it has to be; the message is shown to the caller. */
    static final class Unreadable extends IOException {

        private static final long serialVersionUID = 1L;

        private final boolean malformed;

        Unreadable(String message, boolean malformed) {
            super(message);
            this.malformed = malformed;
        }

        /** Whether it is not even text. */
        boolean isMalformed() {
            return malformed;
        }
    }

    /** Tells that a row has ended; the next may be as long again. */
    void endRow() {
        inRow = 0;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        while (!decoded.hasRemaining()) {
            if (ended) {
                return -1;
            }
            decode();
        }
        int count = Math.min(length, decoded.remaining());
        decoded.get(target, offset, count);
        inRow += count;
        if (inRow > most) {
            throw new Unreadable("a row may have at most %,d characters".formatted(most), false);
        }
        return count;
    }

    private void decode() throws IOException {
        if (last.isError()) {
            throw new Unreadable("the file is not UTF-8", true);
        }
        boolean end = last.isUnderflow() && !fill();
        decoded.clear();
        last = decoder.decode(undecoded, decoded, end);
        decoded.flip();
        ended = end && last.isUnderflow();
        if (!started && decoded.hasRemaining()) {
            started = true;
            if (decoded.get(0) == BYTE_ORDER_MARK) {
                decoded.get();
            }
        }
    }

    private boolean fill() throws IOException {
        undecoded.compact();
        int count = bytes.read(undecoded.array(), undecoded.position(), undecoded.remaining());
        undecoded.position(undecoded.position() + Math.max(count, 0)).flip();
        return count >= 0;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
