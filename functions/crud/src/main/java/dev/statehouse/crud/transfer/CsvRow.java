package dev.statehouse.crud.transfer;

import dev.statehouse.http.StorableText;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** One row of a CSV file; an empty cell is no value. */
record CsvRow(CsvHeader header, CSVRecord cells) {

    @Nullable
    String get(String field) {
        Integer place = header.places().get(field);
        return place == null ? null : cell(place);
    }

    private @Nullable String cell(int place) {
        String text = cells.get(place);
        return text.isEmpty() ? null : text;
    }

    /** The cells of the columns that are no fields, as pairs of name and text. */
    List<Map.Entry<String, String>> others() {
        return header.others().entrySet().stream()
                .filter(column -> cell(column.getValue()) != null)
                .map(column -> Map.entry(column.getKey(), cells.get(column.getValue())))
                .toList();
    }

    /** Whether it has as many cells as the header. */
    boolean fits() {
        return cells.size() == header.columns();
    }

    /** Place of the first cell that can't be stored; -1 if all can. */
    int unstorable() {
        for (int place = 0; place < cells.size(); place++) {
            if (StorableText.fault(cells.get(place)) != null) {
                return place;
            }
        }
        return -1;
    }
}
