package dev.statehouse.crud.transfer;

import dev.statehouse.crud.prompt.NewPromptCard;
import dev.statehouse.http.Problem.FieldError;
import dev.statehouse.http.RequestError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** A header and a card on each row, as RFC 4180 has it; lines may end in LF as well, and empty ones mean nothing. */
final class CsvFile implements RowFile<NewPromptCard> {

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

    private final Utf8Text text;
    private final CsvCards cards;
    private final Map<String, String> columns;
    private @Nullable CsvHeader header;
    private int row;

    /** @param columns what the request says of the columns: fields by name */
    CsvFile(Utf8Text text, CsvCards cards, Map<String, String> columns) {
        this.text = text;
        this.cards = cards;
        this.columns = columns;
    }

    @Override
    public void read(Rows<NewPromptCard> rows) throws IOException {
        try (CSVParser parser =
                CSVParser.builder().setReader(text).setFormat(FORMAT).get()) {
            readRows(parser.iterator(), rows);
        } catch (UncheckedIOException broken) {
            // The parser's iterator can't throw what its reader throws.
            throw broken.getCause() instanceof CSVException
                    ? new Utf8Text.Unreadable("a quoted cell has no end, or goes on after its closing quote", false)
                    : broken.getCause();
        }
    }

    private void readRows(Iterator<CSVRecord> records, Rows<NewPromptCard> rows) {
        if (!records.hasNext()) {
            throw RequestError.invalid(
                    "the file has no header", List.of(FieldError.inBody("", "the file has no header")));
        }
        List<String> names = new ArrayList<>();
        records.next().forEach(name -> names.add(name.strip()));
        CsvHeader found = CsvHeader.of(names, columns);
        header = found;
        for (row = 1, text.endRow(); records.hasNext(); row++, text.endRow()) {
            RowFile.checkNumber(row);
            readRow(new CsvRow(found, records.next()), names, rows);
        }
    }

    private void readRow(CsvRow cells, List<String> names, Rows<NewPromptCard> rows) {
        List<FieldError> errors = CsvCards.shape(cells, names);
        if (errors.isEmpty()) {
            NewPromptCard card = cards.card(cells, errors);
            if (errors.isEmpty()) {
                rows.add(row, card);
            }
        }
        errors.forEach(error -> rows.refuse(row, error));
    }

    @Override
    public int row() {
        return row;
    }

    /** Names the column instead of the place in the card. */
    @Override
    public FieldError inFile(FieldError error) {
        if (error.pointer() == null || header == null) {
            return error;
        }
        String field = header.name(Columns.ofPointer(error.pointer()));
        FieldError named = FieldError.inField(field.isEmpty() ? null : field, error.detail());
        return error.row() == null ? named : named.atRow(error.row());
    }
}
