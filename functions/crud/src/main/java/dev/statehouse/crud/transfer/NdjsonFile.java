package dev.statehouse.crud.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.statehouse.crud.prompt.NewPromptCard;
import dev.statehouse.http.JsonPointers;
import dev.statehouse.http.Problem.FieldError;
import java.io.BufferedReader;
import java.io.IOException;

/** A card on each line, as the API takes one; blank lines count as lines and mean nothing. */
final class NdjsonFile implements CardFile {

    private final Utf8Text text;
    private final ObjectReader cards;
    private int row;

    NdjsonFile(Utf8Text text, ObjectReader cards) {
        this.text = text;
        this.cards = cards;
    }

    @Override
    public void read(Rows rows) throws IOException {
        BufferedReader lines = new BufferedReader(text);
        while (true) {
            row++;
            String line = lines.readLine();
            text.endRow();
            if (line == null) {
                return;
            }
            CardFile.checkNumber(row);
            if (!line.isBlank()) {
                readCard(line, rows);
            }
        }
    }

    private void readCard(String line, Rows rows) {
        try {
            NewPromptCard card = cards.readValue(line);
            if (card == null) {
                rows.refuse(row, FieldError.inBody("", "expected an object"));
            } else {
                rows.add(row, card);
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
