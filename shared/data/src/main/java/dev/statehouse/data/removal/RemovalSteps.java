package dev.statehouse.data.removal;

import dev.statehouse.data.Json;
import dev.statehouse.data.cleanup.DueRows;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.UUID;

/** The work of removals, in batches: for the cleanup's role. Each is called in a transaction of its own. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface RemovalSteps extends GenericRepository<RemovalStep, UUID> {

    /** Takes a batch of the removal that is due first; deletes and counts in one transaction. */
    @Query("SELECT id, kind, subject_id, stage, under_way, gone FROM take_removal_step(:most)")
    RemovalStep next(int most);

    /** Notes what is to be deleted outside of PostgreSQL, before it is; false if something is under way. */
    @Query("SELECT note_removal_elsewhere(:id, CAST(:batch AS jsonb))")
    boolean note(UUID id, Json batch);

    /** Counts what was noted, which is deleted now; once. */
    @Query("SELECT count_removal_elsewhere(:id) IS NULL")
    boolean count(UUID id);

    /** There is nothing left outside of PostgreSQL. */
    @Query("SELECT leave_removal_elsewhere(:id) IS NULL")
    boolean leave(UUID id);

    /** It is tried again later. */
    @Query("SELECT put_removal_off(:id, :error) IS NULL")
    boolean putOff(UUID id, String error);

    /** Those that are not completed, counted up to {@code most}. */
    @Query("SELECT due, oldest FROM open_removals(:most)")
    DueRows open(long most);
}
