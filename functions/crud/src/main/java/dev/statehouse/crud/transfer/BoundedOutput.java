package dev.statehouse.crud.transfer;

import dev.statehouse.http.RequestError;
import java.io.IOException;
import java.io.OutputStream;

/** Counts what is written, and refuses what is too much. */
final class BoundedOutput extends OutputStream {

    private final OutputStream target;
    private final long most;
    private final String advice;
    private long bytes;

    /** @param advice what the caller may do about it */
    BoundedOutput(OutputStream target, long most, String advice) {
        this.target = target;
        this.most = most;
        this.advice = advice;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void write(int single) throws IOException {
        count(1);
        target.write(single);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        count(length);
        target.write(source, offset, length);
    }

    private void count(int more) {
        bytes += more;
        if (bytes > most) {
            throw RequestError.answerTooLarge(
                    "the export is larger than %d MB: %s".formatted(most / (1024 * 1024), advice));
        }
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }

    @Override
    public void close() throws IOException {
        target.close();
    }
}
