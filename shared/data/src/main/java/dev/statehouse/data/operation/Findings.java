package dev.statehouse.data.operation;

import dev.statehouse.data.Json;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;

/** What maintenance found, for its own role and the monitor's. */
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
}
