package dev.statehouse.sessioncleanup;

import dev.statehouse.data.cleanup.DueRows;
import dev.statehouse.data.cleanup.PurgedRows;
import dev.statehouse.data.cleanup.Purges;

/**
 * Deleted rows of a table whose rows have pieces, with these.
 *
 * @param name the table
 */
record RowWithPiecesSweep(String name, Purges purges, long keptSeconds) implements Sweep {

    @Override
    public Batch next(PurgedRows before, int most) {
        return Batch.of(purges.rowsWithPieces(name, keptSeconds, before.reached(), most));
    }

    @Override
    public DueRows due(long most) {
        return purges.due(name, keptSeconds, most);
    }
}
