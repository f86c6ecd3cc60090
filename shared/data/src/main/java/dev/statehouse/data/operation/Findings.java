package dev.statehouse.data.operation;

import dev.statehouse.data.Json;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What maintenance found: kept by its own role, listed for operators. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Findings extends GenericRepository<Finding, String> {

    /**
     * Keeps what a task found.
     *
     * @param found an array of objects with {@code kind}, {@code object}, {@code severity}, {@code message} and {@code fix}, no
     *     two of them of the same kind and object
     * @param all whether the task came to its end: what it found before, and not now, is gone then
     * @return how many were kept
     */
    @Query("SELECT operations.keep_findings(:task, CAST(:found AS jsonb), :all)")
    int keep(String task, Json found, boolean all);

    /** What is still wrong, the worst first; at most 1,000. */
    @Query("""
            SELECT task, kind, object, severity, message, fix, first_seen_at, last_seen_at
            FROM operations.open_findings(:most)
            """)
    List<Finding> open(int most);

    /**
     * For operators: what is still wrong, the worst first and of that the oldest.
     *
     * @param severity null for any
     * @param kind null for any
     * @param afterRank place of the severity of the last row of the page before, 1 for error to 3 for note; null for the first
     *     page, and so are the rest of that row's key
     */
    @Query("""
            SELECT task, kind, object, severity, message, fix, first_seen_at, last_seen_at
            FROM operations.list_findings(CAST(:severity AS text), CAST(:kind AS text), CAST(:afterRank AS integer),
                                          CAST(:afterSeenAt AS timestamptz), CAST(:afterTask AS text),
                                          CAST(:afterKind AS text), CAST(:afterObject AS text), :rows)
            """)
    List<Finding> list(
            @Nullable String severity,
            @Nullable String kind,
            @Nullable Integer afterRank,
            @Nullable Instant afterSeenAt,
            @Nullable String afterTask,
            @Nullable String afterKind,
            @Nullable String afterObject,
            int rows);
}
