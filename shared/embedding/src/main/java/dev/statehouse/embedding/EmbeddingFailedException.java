package dev.statehouse.embedding;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** No vectors. The message may be shown to the workspace: it holds no key, and of a provider's words a short sentence at most. */
public final class EmbeddingFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean temporary;
    private final @Nullable Duration retryAfter;

    private EmbeddingFailedException(
            String message, boolean temporary, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.temporary = temporary;
        this.retryAfter = retryAfter;
    }

    static EmbeddingFailedException passing(String message, @Nullable Throwable cause) {
        return new EmbeddingFailedException(message, true, null, cause);
    }

    /** @param retryAfter how long the provider asks to be left alone; nothing if it doesn't say */
    static EmbeddingFailedException passing(String message, Duration retryAfter) {
        return new EmbeddingFailedException(message, true, retryAfter.isPositive() ? retryAfter : null, null);
    }

    static EmbeddingFailedException lasting(String message) {
        return lasting(message, null);
    }

    static EmbeddingFailedException lasting(String message, @Nullable Throwable cause) {
        return new EmbeddingFailedException(message, false, null, cause);
    }

    /** {@return whether the same call may succeed later} */
    public boolean isTemporary() {
        return temporary;
    }

    /** {@return how long the provider asked to be left alone; empty if it didn't} */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
