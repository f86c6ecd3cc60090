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
 * @param project the project that a row names; null if it names none
 * @param insert writes a JSON array of rows, and answers the ids of those that were not in the way of another
 * @param taken what is wrong with a row that was
 */
record RowForm<T>(
        Class<T> type, Function<T, @Nullable UUID> project, Function<String, List<UUID>> insert, FieldError taken) {}
