package dev.statehouse.crud.transfer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.statehouse.crud.prompt.NewPromptCard;
import dev.statehouse.crud.prompt.PromptLoad;
import dev.statehouse.crud.prompt.PromptLoads;
import dev.statehouse.data.DataError;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Problem.FieldError;
import dev.statehouse.http.RequestError;
import dev.statehouse.http.RowErrors;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
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
        this.cards = ReadOnlyFields.ignoring(json);
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
        CardFile file = switch (format) {
            case CSV -> new CsvFile(text, new CsvCards(json, load::project), columns);
            case NDJSON -> new NdjsonFile(text, cards);
        };
        read(file, load, errors);
        ImportedCards imported = ImportedCards.of(load.finish());
        errors.refuse(file::inFile);
        return imported;
    }

    private static void read(CardFile file, PromptLoad load, RowErrors errors) {
        TimeLimit limit = new TimeLimit(TimeLimit.OF_AN_IMPORT, System::nanoTime);
        try {
            file.read(new CardFile.Rows() {
                @Override
                public void add(int row, NewPromptCard card) {
                    limit.check();
                    load.add(row, card);
                }

                @Override
                public void refuse(int row, FieldError error) {
                    errors.add(row, error);
                }
            });
        } catch (Utf8Text.Unreadable unreadable) {
            String message = String.valueOf(unreadable.getMessage());
            if (unreadable.isMalformed()) {
                throw RequestError.unreadable(
                        message + ": see row " + file.row(),
                        List.of(FieldError.inField(null, message).atRow(file.row())));
            }
            errors.add(file.row(), FieldError.inField(null, message));
        } catch (IOException broken) {
            throw new DataError(DataError.Kind.UNAVAILABLE, "the file can't be read right now");
        }
    }
}
