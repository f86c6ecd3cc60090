package dev.statehouse.data.embedding;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A row that tells how far the vectors of its text are. It is asked of rows one by one: a list of a hundred would take five times as long.
 * Its revision does not move with it, and so its ETag does not either.
 */
public interface Embedded {

    /** What a statement selects besides, that asks it of the row whose {@code id} it selects. */
    String OF_ROW = ", embedding_state(id) AS embedding";

    /** Of a row whose pieces are written as the statement ends. */
    String OF_NEW = ", new_embedding_state() AS embedding";

    /** Not asked. */
    String UNASKED = ", CAST(NULL AS text) AS embedding";

    /** {@code ready}, {@code pending} or {@code failed: } and why; null if there is to be no vector, or if it was not asked. */
    @JsonIgnore
    @Nullable
    String embedding();

    /**
     * {@code pending} while a vector of its text waits to be made, {@code failed} if one can't be, else {@code ready}; absent where the
     * workspace has no embedding model, and in lists.
     */
    @JsonProperty
    @JsonInclude(JsonInclude.Include.NON_NULL)
    default @Nullable String embeddingStatus() {
        return embedding() == null ? null : embedding().split(":", 2)[0];
    }

    /** Why a vector of its text can't be made; absent unless it failed. */
    @JsonProperty
    @JsonInclude(JsonInclude.Include.NON_NULL)
    default @Nullable String embeddingFailure() {
        String failed = "failed: ";
        return embedding() == null || !embedding().startsWith(failed)
                ? null
                : embedding().substring(failed.length());
    }
}
