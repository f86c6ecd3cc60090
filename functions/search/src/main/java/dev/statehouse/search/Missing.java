package dev.statehouse.search;

import io.micronaut.core.annotation.Introspected;
import java.util.Objects;

/**
 * Why a hit may be missing from an answer.
 *
 * @param reason {@code aligning}, {@code approximate}, {@code common-words}, {@code embedder}, {@code failed}, {@code many-words},
 *     {@code no-vector} or {@code pending}
 * @param detail what that means
 */
@Introspected
record Missing(String reason, String detail) {

    static Missing of(String reason, Asked asked) {
        return new Missing(
                reason,
                switch (reason) {
                    case "aligning" ->
                        "What somebody just hid, opened or moved with all its pieces is found again in a moment.";
                    case "approximate" ->
                        "An index was asked for the nearest vectors, and may have missed some of them.";
                    case "common-words" -> "So many pieces have these words that not all of them were ranked.";
                    case "embedder" ->
                        "The question could not be embedded, and only its words were looked for: "
                                + Objects.requireNonNullElse(asked.failure(), "there is no vector.");
                    case "failed" -> "Of some pieces the embedding model could make no vector.";
                    case "many-words" -> "Of the question's words only the first 128 were looked for.";
                    case "no-vector" -> "The row that others are to be like has no vector yet.";
                    case "pending" -> "Some pieces still wait for their vector.";
                    default -> throw new IllegalStateException(reason);
                });
    }
}
