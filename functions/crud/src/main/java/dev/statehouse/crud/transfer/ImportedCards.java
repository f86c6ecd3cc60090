package dev.statehouse.crud.transfer;

import dev.statehouse.crud.prompt.PromptLoad.Loaded;
import io.micronaut.core.annotation.Introspected;
import java.util.List;

/**
 * What became of a file.
 *
 * @param imported how many cards
 * @param cards each with the row it came of, in the order of the rows
 */
@Introspected
record ImportedCards(int imported, List<Loaded> cards) {

    static ImportedCards of(List<Loaded> cards) {
        return new ImportedCards(cards.size(), cards);
    }
}
