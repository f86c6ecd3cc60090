package dev.statehouse.crud.transfer;

import dev.statehouse.http.Problem.FieldError;
import dev.statehouse.http.RequestError;
import dev.statehouse.http.StorableText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a CSV file.
 *
 * @param places of the fields among the columns
 * @param names of the columns by field, as the file has them
 * @param others places of the columns that belong to the metadata, by name
 */
record CsvHeader(
        int columns, Map<String, Integer> places, Map<String, String> names, SequencedMap<String, Integer> others) {

    private static final int MOST_OTHERS = 50;
    private static final int LONGEST_NAME = 100;

    /** @throws RequestError naming every column at fault */
    static CsvHeader of(List<String> header, Map<String, String> told) {
        CsvHeader columns = new CsvHeader(header.size(), new HashMap<>(), new HashMap<>(), new LinkedHashMap<>());
        List<FieldError> errors = new ArrayList<>();
        for (int place = 0; place < header.size(); place++) {
            columns.add(header.get(place), place, Columns.field(header.get(place), told, header), errors);
        }
        if (!columns.places.containsKey(Columns.TITLE)) {
            errors.add(FieldError.inField(Columns.TITLE, "the header must have this column"));
        }
        told.keySet().stream()
                .filter(column -> !header.contains(column))
                .forEach(column -> errors.add(FieldError.inField(column, "the header has no such column")));
        if (columns.others.size() > MOST_OTHERS) {
            errors.add(FieldError.inField(null, "at most " + MOST_OTHERS + " columns may go to the metadata"));
        }
        if (!errors.isEmpty()) {
            throw RequestError.invalid("the file's header can't be accepted", errors);
        }
        return columns;
    }

    private void add(String column, int place, @Nullable String field, List<FieldError> errors) {
        if (column.isBlank() || column.length() > LONGEST_NAME || StorableText.fault(column) != null) {
            errors.add(
                    FieldError.inField(column, "column " + (place + 1) + " must have a name of 1 to 100 characters"));
        } else if (field == null
                ? others.putIfAbsent(column, place) != null
                : places.putIfAbsent(field, place) != null) {
            errors.add(FieldError.inField(column, "the header has this column, or another of its meaning, already"));
        } else if (field != null) {
            names.put(field, column);
        }
    }

    /** What the file calls the column of a field. */
    String name(String field) {
        return names.getOrDefault(field, field);
    }
}
