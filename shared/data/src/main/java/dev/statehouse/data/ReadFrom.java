package dev.statehouse.data;

import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a request's reads are answered: by the reader, which may be somewhat behind, or by the writer. What it was, and how far
 * behind, it tells afterwards. Of one request, so not thread-safe.
 */
public final class ReadFrom {

    /** A server of the database. */
    public enum Server {
        READER,
        WRITER
    }

    private static final ScopedValue<ReadFrom> READER = ScopedValue.newInstance();

    private final boolean writerOnly;
    private @Nullable Server answeredBy;
    private @Nullable Long lagMs;

    private ReadFrom(boolean writerOnly) {
        this.writerOnly = writerOnly;
    }

    /** Wherever it is quickest: from the reader, if there is one that answers. */
    public static ReadFrom anywhere() {
        return new ReadFrom(false);
    }

    /** What was written before is read. */
    public static ReadFrom theWriter() {
        return new ReadFrom(true);
    }

    /** Who answered; null before a read. */
    public @Nullable Server answeredBy() {
        return answeredBy;
    }

    /** How far the reader may be behind the writer; empty if it could not tell, and of the writer. */
    public OptionalLong lagMs() {
        return lagMs == null ? OptionalLong.empty() : OptionalLong.of(lagMs);
    }

    boolean isWriterOnly() {
        return writerOnly;
    }

    /** Whether what is read now is to be asked of the reader. */
    static boolean isReaderAsked() {
        return READER.isBound();
    }

    <T> T reader(Supplier<T> read) {
        T answer = ScopedValue.where(READER, this).call(read::get);
        answeredBy = Server.READER;
        return answer;
    }

    <T> T writer(Supplier<T> read) {
        lagMs = null;
        answeredBy = Server.WRITER;
        return read.get();
    }

    /**
     * What the reader says of itself, ahead of each of its answers. The request learns of the furthest.
     *
     * @param lagMs null if it can't tell
     */
    static void told(@Nullable Long lagMs) {
        ReadFrom asked = READER.get();
        if (lagMs != null && (asked.lagMs == null || asked.lagMs < lagMs)) {
            asked.lagMs = lagMs;
        }
    }
}
