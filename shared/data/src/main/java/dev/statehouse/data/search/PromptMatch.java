package dev.statehouse.data.search;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.MappedProperty;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One card of a page of search results, beside what holds for the whole search.
 *
 * <p>A search without a hit has one such row too, without a card. The marked texts have each hit between
 * {@link #MARK_START} and {@link #MARK_END}, and are not escaped for anything.
 *
 * @param score higher is better; comparable only within one search
 * @param match {@link #ALL_WORDS}, {@link #ANY_WORD} or {@link #FUZZY}; without a card {@link #NONE} or {@link #NO_WORDS}
 * @param descriptionMarked null if no word occurs there; so for the template
 * @param scanned how many cards were ranked
 * @param complete whether no matching card was left out of the ranking
 */
@Introspected
@MappedEntity("prompt_cards")
public record PromptMatch(
        @Id @Nullable UUID id,
        @Nullable String slug,
        @Nullable String title,
        @Nullable String description,
        @Nullable @TypeDef(type = DataType.STRING_ARRAY) List<String> tags,
        @Nullable UUID projectId,
        @Nullable @MappedProperty("last_version") Integer latestVersion,
        @Nullable String visibility,
        @Nullable Double score,
        String match,
        @Nullable String titleMarked,
        @Nullable String descriptionMarked,
        @Nullable String templateMarked,
        int scanned,
        boolean complete) {

    public static final char MARK_START = '\u0002';
    public static final char MARK_END = '\u0003';

    /** The whole query holds in the card's text. */
    public static final String ALL_WORDS = "all-words";
    /** Some of the words occur. */
    public static final String ANY_WORD = "any-word";
    /** No word occurs, but the title resembles one. */
    public static final String FUZZY = "fuzzy";
    /** Nothing was found. */
    public static final String NONE = "none";
    /** The question, or one side of an {@code or} in it, has nothing to look for. */
    public static final String NO_WORDS = "no-words";
}
