package dev.statehouse.crud.transfer;

import dev.statehouse.http.Problem.FieldError;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How rows of one kind are written.
 *
 * @param type of a row, with the constraints that it has in the API
 * @param mostCharacters of a row
 * @param insert writes a JSON array of rows, and answers the ids of those that were not in the way of another
 * @param taken what is wrong with a row that was
 * @param parent throws unless there is what the rows belong to; asked first, inside the transaction
 * @param project the project that a row names; null if it names none
 * @param faults what else is wrong with a row, asked inside the transaction that writes it and after its constraints
 * @param counted what has to be known of a row and takes long to find, as further fields of its JSON object, each followed by a
 *     comma; asked before the transaction, of rows that keep their constraints. Null if there is nothing
 */
record RowForm<T>(
        Class<T> type,
        int mostCharacters,
        Function<String, List<UUID>> insert,
        FieldError taken,
        Runnable parent,
        Function<T, @Nullable UUID> project,
        Function<T, List<FieldError>> faults,
        @Nullable Function<T, String> counted) {

    /** Of rows that belong to nothing, and with which nothing else can be wrong. */
    static <T> RowForm<T> of(Class<T> type, Function<String, List<UUID>> insert) {
        return new RowForm<>(
                type,
                Utf8Text.USUAL_CHARACTERS,
                insert,
                FieldError.inBody("", "it was not written"),
                () -> {
                    // Of the workspace itself.
                },
                row -> null,
                row -> List.of(),
                null);
    }

    /** A row may fill the whole file. */
    RowForm<T> ofAnyLength() {
        return new RowForm<>(type, Integer.MAX_VALUE, insert, taken, parent, project, faults, counted);
    }

    RowForm<T> orTaken(String pointer, String fault) {
        FieldError error = FieldError.inBody(pointer, fault);
        return new RowForm<>(type, mostCharacters, insert, error, parent, project, faults, counted);
    }

    RowForm<T> within(Runnable newParent) {
        return new RowForm<>(type, mostCharacters, insert, taken, newParent, project, faults, counted);
    }

    RowForm<T> inProject(Function<T, @Nullable UUID> newProject) {
        return new RowForm<>(type, mostCharacters, insert, taken, parent, newProject, faults, counted);
    }

    RowForm<T> checked(Function<T, List<FieldError>> newFaults) {
        return new RowForm<>(type, mostCharacters, insert, taken, parent, project, newFaults, counted);
    }

    RowForm<T> counting(Function<T, String> newCounted) {
        return new RowForm<>(type, mostCharacters, insert, taken, parent, project, faults, newCounted);
    }
}
