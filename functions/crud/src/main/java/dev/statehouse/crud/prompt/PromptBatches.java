package dev.statehouse.crud.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.data.prompt.PromptCards;
import dev.statehouse.data.prompt.PromptVersions;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows as the arrays of one statement: a column each. */
final class PromptBatches {

    private final PromptCards cards;
    private final PromptVersions versions;
    private final ObjectMapper json;

    PromptBatches(PromptCards cards, PromptVersions versions, ObjectMapper json) {
        this.cards = cards;
        this.versions = versions;
        this.json = json;
    }

    /** @return the rows whose slug was not taken */
    List<LoadingPrompt> insertCards(List<LoadingPrompt> rows) {
        Set<UUID> inserted = new HashSet<>(cards.insertAll(
                texts(rows, row -> row.id().toString()),
                texts(rows, LoadingPrompt::slug),
                texts(rows, row -> row.card().title()),
                texts(rows, row -> row.card().descriptionOrNone()),
                texts(rows, row -> write(row.card().tagsOrNone())),
                texts(rows, row -> row.card().metadataOrNone().text()),
                texts(rows, row -> write(row.variables())),
                texts(rows, row -> Objects.toString(row.card().projectId(), null)),
                texts(rows, row -> row.card().visibilityOrDefault()),
                rows.stream().map(row -> row.versionId() == null ? 0 : 1).toArray(Integer[]::new),
                texts(rows, LoadingPrompt::template)));
        return rows.stream().filter(row -> inserted.contains(row.id())).toList();
    }

    /** Adds the versions of inserted cards, of those that have one. */
    void insertVersions(List<LoadingPrompt> inserted) {
        List<LoadingPrompt> rows =
                inserted.stream().filter(row -> row.versionId() != null).toList();
        if (!rows.isEmpty()) {
            versions.insertFirst(
                    texts(rows, row -> String.valueOf(row.versionId())),
                    texts(rows, row -> row.id().toString()),
                    texts(rows, LoadingPrompt::template),
                    texts(rows, LoadingPrompt::systemPrompt),
                    texts(rows, row -> write(row.variables())),
                    texts(
                            rows,
                            row -> Objects.requireNonNull(row.card().version()).changeNotesOrNone()));
        }
    }

    private static String[] texts(List<LoadingPrompt> rows, Function<LoadingPrompt, @Nullable String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    private String write(List<?> values) {
        try {
            return json.writeValueAsString(values);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }
}
