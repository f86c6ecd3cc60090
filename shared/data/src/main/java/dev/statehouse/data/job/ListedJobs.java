package dev.statehouse.data.job;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All jobs of the bound workspace, whatever their state. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface ListedJobs extends GenericRepository<ListedJob, UUID> {

    // While it moves from one table to another, a job is in one of them for each snapshot.
    @Query("SELECT " + ListedJob.COLUMNS + " FROM " + ListedJob.ROWS + " WHERE id = :id LIMIT 1")
    @Nullable
    ListedJob find(UUID id);

    /**
     * Newest first.
     *
     * @param state null for any
     * @param kind null for any
     * @param before id of the last row of the page before; null for the first page
     */
    @Query("SELECT " + ListedJob.COLUMNS + " FROM " + ListedJob.ROWS + """
            WHERE (CAST(:state AS text) IS NULL OR state = CAST(:state AS text))
              AND (CAST(:kind AS text) IS NULL OR kind = CAST(:kind AS text))
              AND (CAST(:before AS uuid) IS NULL OR id < CAST(:before AS uuid))
            ORDER BY id DESC
            LIMIT :rows
            """)
    List<ListedJob> list(@Nullable String state, @Nullable String kind, @Nullable UUID before, int rows);

    /**
     * Writes into the audit log what somebody did to jobs, in the transaction that did it.
     *
     * @param change cancelled, asked-to-end or redriven
     * @param ids at most 1,000; one that is not so now leaves no entry
     * @return how many entries
     */
    @Query("SELECT record_job_changes(:change, CAST(:ids AS uuid[]))")
    int logChange(String change, String[] ids);
}
