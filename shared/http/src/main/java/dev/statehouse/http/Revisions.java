package dev.statehouse.http;

import dev.statehouse.data.DataError;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers about a row whose revision is its ETag, and what it means that there is none. */
public final class Revisions {

    private Revisions() {}

    /** The answer with the row's ETag. */
    public static <T> MutableHttpResponse<T> tagged(MutableHttpResponse<T> response, int revision) {
        return response.header(HttpHeaders.ETAG, Etag.of(revision));
    }

    /** The row, or 304 without it if the caller has it already. */
    public static MutableHttpResponse<?> shown(Object row, int revision, @Nullable String ifNoneMatch) {
        return tagged(
                Etag.matches(ifNoneMatch, Etag.of(revision)) ? HttpResponse.notModified() : HttpResponse.ok(row),
                revision);
    }

    /**
     * The row itself.
     *
     * @param noun such as {@code project}
     * @throws DataError {@code NOT_FOUND} if it is not there
     */
    public static <T> T found(@Nullable T row, String noun) {
        if (row == null) {
            throw new DataError(DataError.Kind.NOT_FOUND, "there is no such " + noun);
        }
        return row;
    }

    /** As {@link #found(Object, String)}, of a statement that changes one row at most. */
    public static <T> T found(List<T> rows, String noun) {
        return found(rows.isEmpty() ? null : rows.getFirst(), noun);
    }

    /**
     * The row that a conditional change left behind.
     *
     * @param rows nothing if the row is not there or has another revision
     * @param present the row as it is now, by which these two are told apart
     * @throws DataError {@code NOT_FOUND} or {@code STALE}
     */
    public static <T> T changed(List<T> rows, Supplier<@Nullable T> present, String noun) {
        if (rows.isEmpty()) {
            found(present.get(), noun);
            throw new DataError(DataError.Kind.STALE, "the " + noun + " changed since it was read");
        }
        return rows.getFirst();
    }

    /** As {@link #changed}, of a row that tells what triggers make of it once the statement has ended: it is read again. */
    public static <T> T rewritten(List<T> rows, Supplier<@Nullable T> present, String noun) {
        changed(rows, present, noun);
        return found(present.get(), noun);
    }
}
