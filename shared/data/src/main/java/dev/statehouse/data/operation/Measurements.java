package dev.statehouse.data.operation;

import dev.statehouse.data.Json;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the monitor found: written outside of any workspace, read in one that operates the installation. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Measurements extends GenericRepository<Measurement, Instant> {

    /** For operators; null before the monitor's first run. */
    @Query("SELECT measured_at, age_seconds, status, reasons, not_measured FROM operations.newest_measurement()")
    @Nullable
    Measurement newest();

    /**
     * For operators, the newest first.
     *
     * @param since of the earliest; null for the oldest that is kept
     * @param before after the latest; null for the newest
     */
    @Query("""
            SELECT measured_at, status, metrics
            FROM operations.list_measurements(CAST(:since AS timestamptz), CAST(:before AS timestamptz), :rows)
            """)
    List<MeasuredNumbers> list(@Nullable Instant since, @Nullable Instant before, int rows);

    /** For the monitor; null before its first run. */
    @Query("SELECT counters, measured_at, first_measured_at FROM operations.last_counters()")
    @Nullable
    LastCounters lastCounters();

    /** {@return false if a run was recorded at that very time} */
    @Query("""
            SELECT operations.record_measurement(
                CAST(:measuredAt AS timestamptz), :status, CAST(:reasons AS jsonb), CAST(:notMeasured AS jsonb),
                CAST(:metrics AS jsonb), CAST(:counters AS jsonb), CAST(:databaseBytes AS bigint))
            """)
    boolean record(
            Instant measuredAt,
            String status,
            Json reasons,
            Json notMeasured,
            Json metrics,
            Json counters,
            @Nullable Long databaseBytes);
}
