package dev.statehouse.crud.transfer;

import dev.statehouse.data.DataError;
import java.util.HashMap;
import java.util.Map;

/** What was counted of a file's rows before the transaction that writes them. Not thread-safe. */
final class RowCounts {

    private final Map<Integer, Count> counts = new HashMap<>();

    private record Count(int hash, String fields) {}

    /** @param fields of the row's JSON object, each followed by a comma */
    void add(int row, Object item, String fields) {
        counts.put(row, new Count(item.hashCode(), fields));
    }

    /** @throws DataError {@code CONFLICT} unless it was counted: what was sent to an upload's link may be replaced at any time */
    String of(int row, Object item) {
        Count count = counts.get(row);
        if (count == null || count.hash() != item.hashCode()) {
            throw new DataError(DataError.Kind.CONFLICT, "the file changed while it was read: send the request again");
        }
        return count.fields();
    }
}
