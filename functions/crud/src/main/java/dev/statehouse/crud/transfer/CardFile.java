package dev.statehouse.crud.transfer;

import dev.statehouse.crud.prompt.NewPromptCard;
import dev.statehouse.http.Problem.FieldError;
import dev.statehouse.http.RequestError;
import java.io.IOException;

/** A file of cards that is read from its start to its end. */
interface CardFile {

    /** What one call may bring: at 1 kB each, they are written in 7 s. */
    int MOST_ROWS = 10_000;

    /** What takes the rows, in their order. */
    interface Rows {
        void add(int row, NewPromptCard card);

        void refuse(int row, FieldError error);
    }

    /** @throws Utf8Text.Unreadable if what follows the rows so far can't be read */
    void read(Rows rows) throws IOException;

    /** How many rows were read, or begun. */
    int row();

    /** An error in a card, in terms of the file. */
    FieldError inFile(FieldError error);

    /** @throws RequestError if the file has more rows than one call may bring */
    static void checkNumber(int row) {
        if (row > MOST_ROWS) {
            String message = "a file may have at most %,d rows: split it".formatted(MOST_ROWS);
            throw RequestError.tooLarge(message);
        }
    }
}
