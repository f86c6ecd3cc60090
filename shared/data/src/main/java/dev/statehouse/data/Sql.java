package dev.statehouse.data;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement made of the parts that a request needs, its values always as parameters. Not thread-safe: one for each
 * request.
 */
public final class Sql {

    private final StringBuilder text;
    private final List<Object> values = new ArrayList<>();

    /** @param text constant text of the program, never input */
    public Sql(String text) {
        this.text = new StringBuilder(text);
    }

    /** Adds text, with one {@code ?} for each value. */
    public Sql add(String part, Object... parameters) {
        text.append(part);
        values.addAll(List.of(parameters));
        return this;
    }

    /** Adds text with one {@code ?}, unless its value is null. */
    public Sql addIfPresent(String part, @Nullable Object parameter) {
        return parameter == null ? this : add(part, new Object[] {parameter});
    }

    public String text() {
        return text.toString();
    }

    /** Sets the parameters. */
    public void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            statement.setObject(i + 1, value instanceof Json json ? json.text() : value);
        }
    }

    /** What makes a row of the one under the cursor. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Runs the statement and reads all its rows, which its {@code LIMIT} bounds. */
    public <T> List<T> list(JdbcOperations jdbc, Reader<T> reader) {
        return jdbc.prepareStatement(text(), statement -> {
            bind(statement);
            try (ResultSet found = statement.executeQuery()) {
                List<T> rows = new ArrayList<>();
                while (found.next()) {
                    rows.add(reader.read(found));
                }
                return rows;
            }
        });
    }

    /**
     * Runs the statement, which gives no rows back.
     *
     * @return how many it changed
     */
    public int update(JdbcOperations jdbc) {
        return jdbc.prepareStatement(text(), statement -> {
            bind(statement);
            return statement.executeUpdate();
        });
    }
}
