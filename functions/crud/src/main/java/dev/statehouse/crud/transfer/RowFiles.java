package dev.statehouse.crud.transfer;

import dev.statehouse.crud.transfer.RowExports.Line;
import dev.statehouse.crud.transfer.RowExports.Pages;
import dev.statehouse.data.DataError;
import dev.statehouse.http.Caller;
import dev.statehouse.http.RequestError;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** NDJSON files of one kind of rows, into a workspace and out of it: all that a kind adds is its form and its pages. */
@Singleton
final class RowFiles {

    private final ImportBodies bodies;
    private final RowImports imports;
    private final RowExports exports;
    private final Exporter exporter;

    RowFiles(ImportBodies bodies, RowImports imports, RowExports exports, Exporter exporter) {
        this.bodies = bodies;
        this.imports = imports;
        this.exports = exports;
        this.exporter = exporter;
    }

    /**
     * What imports the file that a request brings, all of its rows or none, and tells their ids: once it is called, inside a
     * transaction. What takes long is done by then.
     */
    <T> Supplier<MutableHttpResponse<?>> loading(Caller caller, HttpRequest<?> request, byte[] body, RowForm<T> form) {
        TimeLimit limit = TimeLimit.ofAnImport();
        RowCounts counts = counts(caller, request, body, form, limit);
        Supplier<ImportedRows> work = bodies.reading(
                caller, request, body, (format, content) -> imports.run(format, content, form, counts, limit));
        return () -> {
            form.parent().run();
            return HttpResponse.created(work.get());
        };
    }

    // A transaction is ended that waits for 5 seconds, and holds others up for as long as it lasts: whatever takes long
    // comes before.
    private <T> RowCounts counts(Caller caller, HttpRequest<?> request, byte[] body, RowForm<T> form, TimeLimit limit) {
        RowCounts counts = new RowCounts();
        if (form.counted() == null) {
            return counts;
        }
        try {
            return bodies.reading(caller, request, body, (format, content) -> {
                        imports.count(format, content, form, counts, limit);
                        return counts;
                    })
                    .get();
        } catch (RequestError | DataError told) {
            // The second reading meets it again, at the same row; unless the request is a repeat, which is answered
            // without one.
            return counts;
        }
    }

    /**
     * Rows as the API shows them, as a file or a link to one.
     *
     * @param delivery as for {@link Exporter#export}
     * @param name of the file, without its ending
     */
    <T> HttpResponse<?> export(Caller caller, @Nullable String delivery, String name, Pages<T> pages) {
        return exporter.export(
                caller, delivery, FileFormat.NDJSON, name, target -> exports.write(caller, pages, target));
    }

    /** The same, each row as it is said how. */
    <T> HttpResponse<?> export(Caller caller, @Nullable String delivery, String name, Pages<T> pages, Line<T> line) {
        return exporter.export(
                caller, delivery, FileFormat.NDJSON, name, target -> exports.write(caller, pages, line, target));
    }
}
