package dev.statehouse.data;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A failure with a meaning to the caller. Its message is shown to them: no SQL, no foreign value. */
public final class DataError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong, in terms that one place maps to HTTP. */
    public enum Kind {
        NOT_FOUND,
        ALREADY_EXISTS,
        /** The state of the row does not allow it. */
        CONFLICT,
        /** The row changed since the caller read it. */
        STALE,
        /** The caller must say which state it read. */
        UNCONDITIONAL,
        INVALID,
        FORBIDDEN,
        /** What may be spent is spent. */
        EXHAUSTED,
        /** The same request is being processed. */
        IN_FLIGHT,
        /** PostgreSQL gave way to another transaction; the same request may succeed. */
        CONTENDED,
        TIMEOUT,
        UNAVAILABLE
    }

    private final Kind kind;
    private final @Nullable String pointer;

    public DataError(Kind kind, String message) {
        this(kind, message, null, null);
    }

    /** @param pointer JSON pointer of the field at fault, such as {@code /title} */
    public DataError(Kind kind, String message, String pointer) {
        this(kind, message, pointer, null);
    }

    DataError(Kind kind, String message, @Nullable String pointer, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.pointer = pointer;
    }

    /** The failure in terms of its kind if a database error is behind it, else the failure itself. */
    public static RuntimeException translate(RuntimeException failure) {
        return failure instanceof DataError ? failure : SqlErrors.translate(failure);
    }

    /** The SQLSTATE of the database error behind a failure; empty if there is none. */
    public static Optional<String> sqlState(Throwable failure) {
        return SqlErrors.state(failure);
    }

    public Kind kind() {
        return kind;
    }

    public @Nullable String pointer() {
        return pointer;
    }
}
