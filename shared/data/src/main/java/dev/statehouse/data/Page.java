package dev.statehouse.data;

import java.util.List;

/**
 * One page of a list.
 *
 * @param hasMore whether rows follow the last one of this page
 */
public record Page<T>(List<T> rows, boolean hasMore) {

    /** Cuts off the one row more than asked for, by which its statement learned that there is more. */
    public static <T> Page<T> of(List<T> rows, int limit) {
        return rows.size() > limit ? new Page<>(rows.subList(0, limit), true) : new Page<>(rows, false);
    }
}
