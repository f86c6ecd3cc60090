package dev.statehouse.data.operation;

import dev.statehouse.data.Json;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The beginnings and ends of runs by schedule, for the roles of the functions that have one. */
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
}
