package dev.statehouse.data.agentrun;

import dev.statehouse.data.Sql;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which of a run's lines or usages.
 *
 * @param window bounds the partitions that are looked at
 * @param oldestFirst else the newest come first
 * @param from the first id to be shown, itself too; null for the first there is, or the last
 * @param past the id before it; null for the first page
 */
public record LineRange(
        UUID runId,
        LineWindow window,
        boolean oldestFirst,
        @Nullable UUID from,
        @Nullable UUID past) {

    Sql where(Sql sql) {
        return sql.add("WHERE run_id = ? AND id >= ? AND id < ?", runId, window.first(), window.end())
                .addIfPresent("\nAND id >= ?", from)
                .addIfPresent(oldestFirst ? "\nAND id > ?" : "\nAND id < ?", past);
    }
}
