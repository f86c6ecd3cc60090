package dev.statehouse.http;

import dev.statehouse.data.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The form of every list: what it takes ({@code limit}, {@code cursor}) and what it answers. */
public final class Paging {

    public static final int DEFAULT_LIMIT = 20;
    public static final int MOST = 100;

    private Paging() {}

    /**
     * One page of a list.
     *
     * @param nextCursor to be sent as {@code cursor} for the rows after these; null on the last page
     */
    @io.micronaut.core.annotation.Introspected
    public record Listing<T>(List<T> data, @Nullable String nextCursor, boolean hasMore) {

        /**
         * The page as it is answered.
         *
         * @param position of a row in the list's order, as {@link Cursor#of} takes it
         */
        public static <T> Listing<T> of(Page<T> page, Function<T, String> position) {
            String next = page.hasMore() ? Cursor.of(position.apply(page.rows().getLast())) : null;
            return new Listing<>(page.rows(), next, page.hasMore());
        }
    }

    /**
     * Checks a {@code limit}: too many is an error and never a silent cut.
     *
     * @throws RequestError unless it is absent or from 1 to {@value #MOST}
     */
    public static int limit(@Nullable Integer limit) {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        if (limit < 1 || limit > MOST) {
            throw RequestError.malformed("limit", "limit must be from 1 to " + MOST);
        }
        return limit;
    }
}
