package dev.statehouse.data.removal;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Removals of the whole installation, for operators. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface RemovalReports extends GenericRepository<RemovalReport, UUID> {

    /**
     * Newest first.
     *
     * @param state null for any
     * @param before id of the last row of the page before; null for the first page
     */
    @Query("""
            SELECT id, kind, subject_id, workspace_id, state, counts AS removed, failures, error, due_at, receipt, receipt_sha256,
                   started_at, finished_at, created_at, updated_at
            FROM operations.list_removals(CAST(:state AS text), CAST(:before AS uuid), :rows)
            """)
    List<RemovalReport> list(@Nullable String state, @Nullable UUID before, int rows);
}
