package dev.statehouse.crud.transfer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.statehouse.crud.prompt.NewPromptCard;
import dev.statehouse.crud.prompt.PromptLoad;
import dev.statehouse.crud.prompt.PromptLoads;
import dev.statehouse.http.Caller;
import dev.statehouse.http.RequestError;
import dev.statehouse.http.RowErrors;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.util.Map;

/** Files of cards into a workspace. */
@Singleton
final class PromptImports {

    private final PromptLoads loads;
    private final ObjectMapper json;
    private final ObjectReader cards;

    PromptImports(PromptLoads loads, ObjectMapper json) {
        this.loads = loads;
        this.json = json;
        this.cards = ReadOnlyFields.ignoring(json).readerFor(NewPromptCard.class);
    }

    /**
     * Imports the whole file, inside the caller's transaction; read once, in bounded memory.
     *
     * @param columns fields by column, for a CSV file whose header names them otherwise
     * @throws RequestError naming each row at fault; the transaction must then not commit
     */
    ImportedCards run(Caller caller, FileFormat format, Map<String, String> columns, InputStream content) {
        RowErrors errors = new RowErrors();
        PromptLoad load = loads.begin(caller, errors);
        Utf8Text text = new Utf8Text(content);
        RowFile<NewPromptCard> file = switch (format) {
            case CSV -> new CsvFile(text, new CsvCards(json, load::project), columns);
            case NDJSON -> new NdjsonFile<>(text, cards);
        };
        file.readAll((card, row) -> load.add(row, card), errors, TimeLimit.ofAnImport());
        ImportedCards imported = ImportedCards.of(load.finish());
        errors.refuse(file::inFile);
        return imported;
    }
}
