package dev.statehouse.testing;

import java.util.List;
import java.util.Map;

/**
 * A table, partition or view of the schema {@code app}, as the catalogue tells it.
 *
 * @param kind of {@code pg_class}: r, p, v, m or f
 * @param primaryKey its columns; of a view those of the table whose rows it shows
 * @param shows the table whose rows these are: itself, its partitioned table, or the view's; empty if that can't be told
 * @param wanted what a CHECK constraint wants a column to be, where it names a value or a kind of JSON
 */
public record Relation(
        String name,
        char kind,
        List<Column> columns,
        List<String> primaryKey,
        List<ForeignKey> foreignKeys,
        String shows,
        Map<String, String> wanted) {

    /**
     * A column.
     *
     * @param required no row can be inserted that leaves it out
     */
    public record Column(String name, String type, boolean required) {}

    /**
     * A reference.
     *
     * @param columns the referencing ones, in the order of {@code targetColumns}
     */
    public record ForeignKey(String name, List<String> columns, String target, List<String> targetColumns) {}

    public boolean isTable() {
        return kind == 'r' || kind == 'p';
    }

    public boolean has(String column) {
        return columns.stream().anyMatch(known -> known.name().equals(column));
    }

    @Override
    public String toString() {
        return name;
    }
}
