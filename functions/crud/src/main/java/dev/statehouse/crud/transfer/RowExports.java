package dev.statehouse.crud.transfer;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.data.Workspaces;
import dev.statehouse.http.Caller;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows of a workspace as NDJSON, page by page: as the workspace is while it is read, and not at one instant. */
@Singleton
final class RowExports {

    private final Workspaces workspaces;
    private final ObjectMapper json;

    RowExports(Workspaces workspaces, ObjectMapper json) {
        this.workspaces = workspaces;
        this.json = json;
    }

    /** Pages of rows, each after the last row of the one before, which is null for the first. */
    @FunctionalInterface
    interface Pages<T> {

        /** So few that a page of the largest rows fits in memory. */
        int ROWS = 50;

        List<T> after(@Nullable T last);

        /** By positions instead of rows. */
        static <T, P> Pages<T> by(Function<T, P> position, Function<@Nullable P, List<T>> before) {
            return last -> before.apply(last == null ? null : position.apply(last));
        }
    }

    /** What writes a row, without the line's end. */
    @FunctionalInterface
    interface Line<T> {
        void write(T row, Writer line) throws IOException;
    }

    /** Writes all pages, each row as the API shows it, and returns how many rows they had. */
    <T> int write(Caller caller, Pages<T> pages, OutputStream target) {
        return write(caller, pages, (row, line) -> line.write(json.writeValueAsString(row)), target);
    }

    /** The same, each row as it is said how. */
    <T> int write(Caller caller, Pages<T> pages, Line<T> line, OutputStream target) {
        return workspaces.read(caller, () -> {
            try {
                return write(pages, line, new OutputStreamWriter(target, StandardCharsets.UTF_8));
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        });
    }

    private static <T> int write(Pages<T> pages, Line<T> line, Writer lines) throws IOException {
        int rows = 0;
        List<T> page = List.of();
        do {
            page = pages.after(page.isEmpty() ? null : page.getLast());
            for (T row : page) {
                line.write(row, lines);
                lines.write('\n');
            }
            rows += page.size();
        } while (page.size() == Pages.ROWS);
        lines.flush();
        return rows;
    }
}
