package dev.statehouse.crud.knowledge;

import dev.statehouse.data.Json;
import dev.statehouse.data.knowledge.KnowledgeEntry;
import dev.statehouse.http.JsonForm;
import dev.statehouse.http.Problem.FieldError;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What to change of an entry; absent fields stay as they are. Other pieces are made if the text, the language, the size or the overlap
 * of pieces change.
 *
 * @param projectId null in JSON takes the entry out of its project
 * @param sourceUrl null in JSON takes it away, and so {@code language}
 * @param content its text from now on, of up to 1,000,000 characters
 */
@Introspected
@SuppressWarnings("NullableOptional") // Three states, as JSON has them: absent, null, a value.
record KnowledgeEntryChanges(
        @Nullable Optional<UUID> projectId,

        @Nullable @Size(max = 500) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String title,

        @Nullable @Pattern(regexp = KnowledgeForms.SOURCE_TYPE, message = KnowledgeForms.NO_SOURCE_TYPE)
        String sourceType,

        @Nullable
        Optional<
                        @Size(max = KnowledgeForms.LONGEST_URL)
                        @Pattern(regexp = KnowledgeForms.URL, message = KnowledgeForms.NO_URL) String>
                sourceUrl,

        @Nullable @JsonForm Json metadata,
        @Nullable @Size(max = 50) List<@NotNull @Size(min = 1, max = 100) String> tags,

        @Nullable
        Optional<
                        @Size(max = KnowledgeForms.LONGEST_LANGUAGE)
                        @Pattern(regexp = KnowledgeForms.LANGUAGE, message = KnowledgeForms.NO_LANGUAGE) String>
                language,

        @Nullable @Min(KnowledgeForms.LEAST_TOKENS) @Max(KnowledgeForms.MOST_TOKENS)
        Integer pieceTokens,

        @Nullable @Min(0) @Max(KnowledgeForms.MOST_OVERLAP) Integer pieceOverlap,

        @Nullable
        @Size(max = KnowledgeForms.MOST_INLINE)
        @Pattern(regexp = "(?s)\\s*+.++", message = "must not be blank")
        String content) {

    boolean movesProject() {
        return projectId != null;
    }

    @Nullable
    UUID newProject() {
        return projectId == null ? null : projectId.orElse(null);
    }

    boolean setsSourceUrl() {
        return sourceUrl != null;
    }

    @Nullable
    String newSourceUrl() {
        return sourceUrl == null ? null : sourceUrl.orElse(null);
    }

    boolean setsLanguage() {
        return language != null;
    }

    @Nullable
    String newLanguage() {
        return language == null ? null : language.orElse(null);
    }

    String @Nullable [] newTags() {
        return tags == null ? null : tags.toArray(String[]::new);
    }

    /** What would be wrong with the entry once it is changed so. */
    List<FieldError> faults(KnowledgeEntry before) {
        return KnowledgeForms.faults(
                Objects.requireNonNullElse(sourceType, before.sourceType()),
                setsSourceUrl() ? newSourceUrl() : before.sourceUrl(),
                Objects.requireNonNullElse(pieceTokens, before.pieceTokens()),
                Objects.requireNonNullElse(pieceOverlap, before.pieceOverlap()));
    }
}
