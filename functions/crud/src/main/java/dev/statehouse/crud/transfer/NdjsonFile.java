package dev.statehouse.crud.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.statehouse.http.JsonPointers;
import dev.statehouse.http.Problem.FieldError;
import java.io.BufferedReader;
import java.io.IOException;

/** A row on each line, as the API takes one; blank lines count as lines and mean nothing. */
final class NdjsonFile<T> implements RowFile<T> {

    private final Utf8Text text;
    private final ObjectReader items;
    private int row;

    NdjsonFile(Utf8Text text, ObjectReader items) {
        this.text = text;
        this.items = items;
    }

    @Override
    public void read(Rows<T> rows) throws IOException {
        BufferedReader lines = new BufferedReader(text);
        while (true) {
            row++;
            String line = lines.readLine();
            text.endRow();
            if (line == null) {
                return;
            }
            RowFile.checkNumber(row);
            if (!line.isBlank()) {
                readItem(line, rows);
            }
        }
    }

    private void readItem(String line, Rows<T> rows) {
        try {
            T item = items.readValue(line);
            if (item == null) {
                rows.refuse(row, FieldError.inBody("", "expected an object"));
            } else {
                rows.add(row, item);
            }
        } catch (JsonProcessingException malformed) {
            rows.refuse(row, JsonPointers.error(malformed));
        }
    }

    @Override
    public int row() {
        return row;
    }

    @Override
    public FieldError inFile(FieldError error) {
        return error;
    }
}
