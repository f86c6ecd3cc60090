package dev.statehouse.search;

import dev.statehouse.data.Json;
import dev.statehouse.http.JsonForm;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A search by a vector that the caller made, with the parameters of {@code GET /v1/search}.
 *
 * @param vector as many numbers as the model has dimensions
 * @param mode {@code semantic} (the default), or {@code hybrid} with a {@code q}
 */
@Introspected
record VectorSearch(
        @NotEmpty @Size(max = VectorSearch.MOST_DIMENSIONS) List<@NotNull Double> vector,
        @Nullable String q,
        @Nullable String mode,
        @Nullable UUID model,
        @Nullable Float threshold,
        @Nullable Integer k,
        @Nullable Float textWeight,
        @Nullable Float meaningWeight,
        @Nullable List<@NotNull String> type,
        @Nullable String versions,
        @Nullable UUID parent,
        @Nullable UUID project,
        @Nullable UUID user,
        @Nullable List<@NotNull String> tag,
        @Nullable @JsonForm Json metadata,
        @Nullable String from,
        @Nullable String to,
        @Nullable List<@NotNull String> facet,
        @Nullable Integer limit,
        @Nullable String cursor) {

    static final int MOST_DIMENSIONS = 3_072;

    SearchQuery query() {
        return new SearchQuery(
                q,
                mode == null ? Mode.SEMANTIC.word() : mode,
                null,
                model,
                threshold,
                k,
                textWeight,
                meaningWeight,
                type,
                versions,
                parent,
                project,
                user,
                tag,
                metadata == null ? null : metadata.text(),
                from,
                to,
                facet,
                limit,
                cursor);
    }
}
