package dev.statehouse.crud.transfer;

import dev.statehouse.data.DataError;
import dev.statehouse.http.Problem.FieldError;
import dev.statehouse.http.RequestError;
import dev.statehouse.http.RowErrors;
import java.io.IOException;
import java.util.List;
import java.util.function.ObjIntConsumer;

/**
 * A file of rows that is read from its start to its end.
 *
 * @param <T> what a row holds
 */
interface RowFile<T> {

    /** What one call may bring: prompts of 1 kB each are written in 7 s. */
    int MOST_ROWS = 10_000;

    /** What takes the rows, in their order. */
    interface Rows<T> {
        void add(int row, T item);

        void refuse(int row, FieldError error);
    }

    /**
     * Hands over row by row.
     *
     * @throws Utf8Text.Unreadable if what follows the rows so far can't be read
     */
    void read(Rows<T> rows) throws IOException;

    /** How many rows were read, or begun. */
    int row();

    /** An error in a row, in terms of the file. */
    FieldError inFile(FieldError error);

    /**
     * Hands over all rows, in the time that a request has, and reports those that can't be read.
     *
     * @throws RequestError if the file as a whole can't be taken
     */
    default void readAll(ObjIntConsumer<T> taker, RowErrors errors, TimeLimit limit) {
        try {
            read(new Rows<>() {
                @Override
                public void add(int row, T item) {
                    limit.check();
                    taker.accept(item, row);
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
                        message + ": see row " + row(),
                        List.of(FieldError.inField(null, message).atRow(row())));
            }
            errors.add(row(), FieldError.inField(null, message));
        } catch (IOException broken) {
            throw new DataError(DataError.Kind.UNAVAILABLE, "the file can't be read right now");
        }
    }

    /**
     * Checks the number of a row.
     *
     * @throws RequestError if it is more than one call may bring
     */
    static void checkNumber(int row) {
        if (row > MOST_ROWS) {
            String message = "a file may have at most %,d rows: split it".formatted(MOST_ROWS);
            throw RequestError.tooLarge(message);
        }
    }
}
