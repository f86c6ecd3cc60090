package dev.statehouse.search.prompt;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.statehouse.data.search.PromptMatch;
import dev.statehouse.search.Highlight;
import io.micronaut.core.annotation.Introspected;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A card that a search found.
 *
 * @param score higher is better; comparable only within one search
 * @param match {@code all-words}, {@code any-word} (some of them occur) or {@code fuzzy} (the title resembles one)
 */
@Introspected
record PromptHit(
        UUID id,
        String slug,
        String title,
        String description,
        List<String> tags,
        @Nullable UUID projectId,
        int latestVersion,
        String visibility,
        double score,
        String match,
        Highlights highlights) {

    /**
     * Where the words were found, as HTML: the text is escaped, and each hit stands in a {@code <mark>}.
     *
     * @param title the whole title
     * @param description a piece of it; absent if no word occurs in it
     * @param template a piece of the newest version's template; absent if no word occurs in it
     */
    @Introspected
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Highlights(
            String title,
            @Nullable String description,
            @Nullable String template) {}

    /** @param found a match with a card */
    static PromptHit of(PromptMatch found) {
        return new PromptHit(
                requireNonNull(found.id()),
                requireNonNull(found.slug()),
                requireNonNull(found.title()),
                requireNonNull(found.description()),
                requireNonNull(found.tags()),
                found.projectId(),
                requireNonNull(found.latestVersion()),
                requireNonNull(found.visibility()),
                requireNonNull(found.score()),
                found.match(),
                new Highlights(
                        requireNonNull(Highlight.html(found.titleMarked())),
                        Highlight.html(found.descriptionMarked()),
                        Highlight.html(found.templateMarked())));
    }
}
