package dev.statehouse.crud.knowledge;

import dev.statehouse.data.Json;
import dev.statehouse.http.JsonForm;
import dev.statehouse.http.Problem.FieldError;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry to be made.
 *
 * @param sourceType {@code file}, {@code pdf}, {@code text} or {@code url}
 * @param sourceUrl where it comes from: kept and shown, and never fetched
 * @param metadata any JSON object
 * @param language a tag of BCP 47, by which sentences are told apart
 * @param pieceTokens what a piece has at most, 400 if absent
 * @param pieceOverlap how many tokens of the piece before it a piece repeats, at most half of it; 80 if absent, or less if that is
 *     more than half
 * @param content its text, of up to 1,000,000 characters, or 10 MB in a file of entries; a longer one, or a file, is uploaded
 *     instead
 */
@Introspected
public record NewKnowledgeEntry(
        @Nullable UUID projectId,
        @NotBlank @Size(max = 500) String title,

        @NotNull @Pattern(regexp = KnowledgeForms.SOURCE_TYPE, message = KnowledgeForms.NO_SOURCE_TYPE)
        String sourceType,

        @Nullable
        @Size(max = KnowledgeForms.LONGEST_URL)
        @Pattern(regexp = KnowledgeForms.URL, message = KnowledgeForms.NO_URL)
        String sourceUrl,

        @Nullable @JsonForm Json metadata,
        @Nullable @Size(max = 50) List<@NotNull @Size(min = 1, max = 100) String> tags,

        @Nullable
        @Size(max = KnowledgeForms.LONGEST_LANGUAGE)
        @Pattern(regexp = KnowledgeForms.LANGUAGE, message = KnowledgeForms.NO_LANGUAGE)
        String language,

        @Nullable @Min(KnowledgeForms.LEAST_TOKENS) @Max(KnowledgeForms.MOST_TOKENS)
        Integer pieceTokens,

        @Nullable @Min(0) @Max(KnowledgeForms.MOST_OVERLAP) Integer pieceOverlap,

        @Nullable
        @Size(max = KnowledgeForms.MOST_BYTES)
        @Pattern(regexp = "(?s)\\s*+.++", message = "must not be blank")
        String content) {

    Json metadataOrNone() {
        return Objects.requireNonNullElse(metadata, Json.EMPTY_OBJECT);
    }

    String[] tagsOrNone() {
        return tags == null ? new String[0] : tags.toArray(String[]::new);
    }

    int tokensOrUsual() {
        return Objects.requireNonNullElse(pieceTokens, KnowledgeForms.USUAL_TOKENS);
    }

    int overlapOrUsual() {
        return Objects.requireNonNullElse(pieceOverlap, Math.min(KnowledgeForms.USUAL_OVERLAP, tokensOrUsual() / 2));
    }

    /** What is wrong with fields that fit each alone, and not together. */
    public List<FieldError> faults() {
        List<FieldError> faults = KnowledgeForms.faults(sourceType, sourceUrl, tokensOrUsual(), overlapOrUsual());
        if (content != null && content.getBytes(StandardCharsets.UTF_8).length > KnowledgeForms.MOST_BYTES) {
            faults.add(FieldError.inBody("/content", "must have at most 10 MB in UTF-8"));
        }
        return faults;
    }

    /** The same, of one that comes alone. */
    List<FieldError> faultsInBody() {
        List<FieldError> faults = faults();
        if (content != null && content.length() > KnowledgeForms.MOST_INLINE) {
            faults.add(FieldError.inBody(
                    "/content", "must have at most 1,000,000 characters: upload a longer text, or import it"));
        }
        return faults;
    }
}
