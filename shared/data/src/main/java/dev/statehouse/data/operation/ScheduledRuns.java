package dev.statehouse.data.operation;

import dev.statehouse.data.Json;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs by schedule: their beginnings and ends, for the roles of the functions that have one, and their list. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface ScheduledRuns extends GenericRepository<ScheduledRun, String> {

    /**
     * Begins a run, unless its due time was served.
     *
     * @param alone whether it must not begin while another of the function is under way
     * @param lifetimeMs after so many milliseconds a run that did not end counts as lost
     */
    @Query("""
            SELECT answer, attempt
            FROM operations.begin_run(:function, CAST(:due AS timestamptz), CAST(:execution AS text), :alone, :dryRun,
                                      :lifetimeMs)
            """)
    RunStart begin(
            String function, Instant due, @Nullable String execution, boolean alone, boolean dryRun, long lifetimeMs);

    /**
     * Ends a run.
     *
     * @param outcome succeeded or failed
     * @return false if it had been given up as lost
     */
    @Query("""
            SELECT operations.end_run(:function, CAST(:due AS timestamptz), CAST(:attempt AS smallint), :outcome,
                                      CAST(:counts AS jsonb), CAST(:error AS text))
            """)
    boolean end(
            String function, Instant due, int attempt, String outcome, @Nullable Json counts, @Nullable String error);

    /**
     * For operators, the latest due first.
     *
     * @param function null for any
     * @param outcome null for any
     * @param before due time of the last row of the page before; null for the first page
     * @param beforeFunction its function
     */
    @Query("""
            SELECT function, due_at, execution, attempt, dry_run, outcome, started_at, ended_at, counts, error
            FROM operations.list_runs(CAST(:function AS text), CAST(:outcome AS text), CAST(:before AS timestamptz),
                                      CAST(:beforeFunction AS text), :rows)
            """)
    List<ScheduledRun> list(
            @Nullable String function,
            @Nullable String outcome,
            @Nullable Instant before,
            @Nullable String beforeFunction,
            int rows);
}
