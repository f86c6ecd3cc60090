package dev.statehouse.http;

import dev.statehouse.http.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The faults of a file's rows: the first hundred in full, and how many there are. Not thread-safe. */
public final class RowErrors {

    private static final int MOST = 100;

    private final List<FieldError> first = new ArrayList<>();
    private int total;

    public void add(int row, FieldError error) {
        total++;
        if (first.size() < MOST) {
            first.add(error.atRow(row));
        }
    }

    public void addAll(int row, List<FieldError> errors) {
        errors.forEach(error -> add(row, error));
    }

    /** Does nothing unless there are errors. */
    public void refuse(UnaryOperator<FieldError> inTermsOfTheFile) {
        if (total > 0) {
            throw RequestError.invalid(
                    total == 1
                            ? "a row can't be accepted, so none was written"
                            : "the rows have %,d errors, so none was written%s"
                                    .formatted(total, total > MOST ? "; the first " + MOST + " are listed" : ""),
                    first.stream().map(inTermsOfTheFile).toList());
        }
    }
}
