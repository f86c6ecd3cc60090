package dev.statehouse.crud.transfer;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.statehouse.crud.prompt.NewPromptCard;
import dev.statehouse.crud.prompt.NewPromptVersion;

/**
 * What an export says beyond what can be written. An import takes no notice of it, so that what was exported can be
 * imported; every other unknown field is an error there as everywhere.
 */
final class ReadOnlyFields {

    private ReadOnlyFields() {}

    @JsonIgnoreProperties({"id", "ownerId", "variables", "latestVersion", "revision", "active", "createdAt", "updatedAt"
    })
    private interface OfCard {}

    @JsonIgnoreProperties({"id", "cardId", "number", "authorId", "createdAt"})
    private interface OfVersion {}

    /** Reads cards as strictly as the API does, but for these fields. */
    static ObjectReader ignoring(ObjectMapper json) {
        return json.copy()
                .addMixIn(NewPromptCard.class, OfCard.class)
                .addMixIn(NewPromptVersion.class, OfVersion.class)
                .readerFor(NewPromptCard.class);
    }
}
