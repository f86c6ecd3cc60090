package dev.statehouse.crud.prompt;

import dev.statehouse.data.Ids;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A checked row on its way.
 *
 * @param slug as the row gives it, or made from its title
 * @param versionId null for a card without a version
 */
record LoadingPrompt(
        int row,
        UUID id,
        String slug,
        NewPromptCard card,
        @Nullable UUID versionId,
        List<Variable> variables) {

    static LoadingPrompt of(int row, NewPromptCard card, List<Variable> variables) {
        return new LoadingPrompt(
                row,
                Ids.next(),
                card.slug() == null ? Slugs.of(card.title()) : card.slug(),
                card,
                card.version() == null ? null : Ids.next(),
                variables);
    }

    boolean mayChooseSlug() {
        return card.slug() == null;
    }

    LoadingPrompt withUniqueSlug() {
        return new LoadingPrompt(row, id, Slugs.unique(slug, id), card, versionId, variables);
    }

    @Nullable
    String template() {
        return card.version() == null ? null : card.version().template();
    }

    @Nullable
    String systemPrompt() {
        return card.version() == null ? null : card.version().systemPrompt();
    }

    /** Roughly what it takes in memory and in a statement. */
    int characters() {
        return length(template())
                + length(systemPrompt())
                + length(card.description())
                + card.metadataOrNone().text().length();
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
