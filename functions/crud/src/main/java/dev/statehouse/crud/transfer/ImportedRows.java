package dev.statehouse.crud.transfer;

import io.micronaut.core.annotation.Introspected;
import java.util.List;
import java.util.UUID;

/**
 * What became of a file.
 *
 * @param imported how many rows
 * @param rows in their order
 */
@Introspected
record ImportedRows(int imported, List<ImportedRow> rows) {

    /** What came of a row. */
    @Introspected
    record ImportedRow(int row, UUID id) {}

    static ImportedRows of(List<ImportedRow> rows) {
        return new ImportedRows(rows.size(), rows);
    }
}
