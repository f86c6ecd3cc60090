package dev.statehouse.data.agentrun;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.micronaut.core.annotation.Introspected;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch of usages.
 *
 * @param stored how many are new
 * @param repeated ids of those that were there already, or stand in the batch twice; they changed nothing
 * @param unpriced how many of the new ones have no cost, since a price is missing
 * @param tooDear the place, from 0, of one that costs more than can be stored, for which none was; null if there is none
 */
@Introspected
public record StoredUsages(
        int stored,
        List<String> repeated,
        int unpriced,
        @JsonIgnore @Nullable Integer tooDear) {

    static @Nullable StoredUsages read(ResultSet row, String[] sent) throws SQLException {
        StoredRows rows = StoredRows.read(row, sent);
        return rows == null
                ? null
                : new StoredUsages(rows.stored(), rows.repeated(), row.getInt(4), row.getObject(5, Integer.class));
    }
}
