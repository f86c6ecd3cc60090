package dev.statehouse.crud.transfer;

import dev.statehouse.data.prompt.PromptCard;
import dev.statehouse.data.prompt.PromptVersion;
import java.io.Flushable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes cards in a format. */
interface CardWriter extends Flushable {

    /**
     * @param version the newest; null before the first
     * @param project slug of the card's project; null without one
     */
    void write(PromptCard card, @Nullable PromptVersion version, @Nullable String project) throws IOException;
}
