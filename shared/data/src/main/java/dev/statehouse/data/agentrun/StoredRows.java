package dev.statehouse.data.agentrun;

import io.micronaut.core.annotation.Introspected;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch.
 *
 * @param stored how many rows are new
 * @param repeated ids of those that were there already, or stand in the batch twice; they changed nothing
 */
@Introspected
public record StoredRows(int stored, List<String> repeated) {

    /**
     * Reads the answer of a writing statement: whether the run is there, how many rows are stored, and which, if they are fewer
     * than were sent.
     *
     * @return null if there is no such run
     */
    static @Nullable StoredRows read(ResultSet row, String[] sent) throws SQLException {
        row.next();
        if (!row.getBoolean(1)) {
            return null;
        }
        int stored = row.getInt(2);
        return new StoredRows(
                stored,
                stored == sent.length
                        ? List.of()
                        : repeated(sent, (String[]) row.getArray(3).getArray()));
    }

    private static List<String> repeated(String[] sent, String[] stored) {
        Set<String> fresh = new HashSet<>(Arrays.asList(stored));
        List<String> repeated = new ArrayList<>();
        for (String id : sent) {
            if (!fresh.remove(id)) {
                repeated.add(id);
            }
        }
        return repeated;
    }
}
