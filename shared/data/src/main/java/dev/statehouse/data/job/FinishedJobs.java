package dev.statehouse.data.job;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The completed and cancelled jobs of the bound workspace. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface FinishedJobs extends GenericRepository<FinishedJob, UUID> {

    @Query("SELECT " + FinishedJob.COLUMNS + " FROM finished_jobs WHERE id = :id")
    @Nullable
    FinishedJob find(UUID id);
}
