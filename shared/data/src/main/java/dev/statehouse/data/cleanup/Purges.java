package dev.statehouse.data.cleanup;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Batches of what is to go, the oldest first. Each is a statement and, called so, a transaction: its rows are
 * held while PostgreSQL works, and not while the answer is read.
 *
 * <p>A row that was changed a moment ago is left for a later batch or run, so that one which took fewer rows than it might need not
 * be the last: there are more until one took none.
 *
 * <p>In all of them {@code keptSeconds} is how long a row stays after its end, by the database's clock; {@code after} what the
 * batch before reached, null for the beginning; {@code most} how many rows may go.
 */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Purges extends GenericRepository<PurgedRows, UUID> {

    @Query("""
            SELECT user_id, id, expires_at
            FROM sweep_user_sessions(make_interval(secs => :keptSeconds), CAST(:after AS timestamptz), :most)
            """)
    List<ExpiredSession> userSessions(long keptSeconds, @Nullable Instant after, int most);

    @Query("""
            SELECT deleted, deleted > 0 AS more, reached, CAST(NULL AS uuid) AS reached_id
            FROM sweep_user_tokens(make_interval(secs => :keptSeconds), CAST(:after AS timestamptz), :most)
            """)
    PurgedRows userTokens(long keptSeconds, @Nullable Instant after, int most);

    @Query("""
            SELECT deleted, deleted > 0 AS more, reached, CAST(NULL AS uuid) AS reached_id
            FROM sweep_user_registrations(make_interval(secs => :keptSeconds), CAST(:after AS timestamptz), :most)
            """)
    PurgedRows userRegistrations(long keptSeconds, @Nullable Instant after, int most);

    @Query("""
            SELECT deleted, deleted > 0 AS more, reached, CAST(NULL AS uuid) AS reached_id
            FROM sweep_invitations(make_interval(secs => :keptSeconds), CAST(:after AS timestamptz), :most)
            """)
    PurgedRows invitations(long keptSeconds, @Nullable Instant after, int most);

    /** No more than a thousand at once, however many are asked for. */
    @Query("""
            SELECT deleted, looked = least(:most, 1000) AS more, reached, CAST(NULL AS uuid) AS reached_id
            FROM sweep_idempotency_keys(make_interval(secs => :keptSeconds), CAST(:after AS timestamptz), :most)
            """)
    PurgedRows idempotencyKeys(long keptSeconds, @Nullable Instant after, int most);

    /** The audit log tells how many they were. */
    @Query("""
            SELECT deleted, deleted > 0 AS more, reached, CAST(NULL AS uuid) AS reached_id
            FROM sweep_omitted_refusals(make_interval(secs => :keptSeconds), CAST(:after AS timestamptz), :most)
            """)
    PurgedRows omittedRefusals(long keptSeconds, @Nullable Instant after, int most);

    /** With all their pieces, which count as rows; a card that has more of them takes several batches. */
    @Query("""
            SELECT deleted, more, reached, CAST(NULL AS uuid) AS reached_id
            FROM purge_prompt_cards(make_interval(secs => :keptSeconds), CAST(:after AS timestamptz), :most)
            """)
    PurgedRows promptCards(long keptSeconds, @Nullable Instant after, int most);

    /** With their messages, which count as rows, but for those that forks show. */
    @Query("""
            SELECT deleted, more, reached, CAST(NULL AS uuid) AS reached_id
            FROM purge_conversations(make_interval(secs => :keptSeconds), CAST(:after AS timestamptz), :most)
            """)
    PurgedRows conversations(long keptSeconds, @Nullable Instant after, int most);

    /**
     * Those that nobody touched for as long as their workspace keeps its history.
     *
     * @param afterId the workspace that the batch before reached; null for the beginning
     */
    @Query("""
            SELECT deleted, more, CAST(NULL AS timestamptz) AS reached, reached AS reached_id
            FROM purge_untouched_conversations(CAST(:afterId AS uuid), :most)
            """)
    PurgedRows untouchedConversations(@Nullable UUID afterId, int most);

    /** Begins their removal. */
    @Query("""
            SELECT deleted, more, reached, CAST(NULL AS uuid) AS reached_id
            FROM purge_projects(make_interval(secs => :keptSeconds), CAST(:after AS timestamptz), :most)
            """)
    PurgedRows projects(long keptSeconds, @Nullable Instant after, int most);

    /** Runs that nobody hears of any more: they are not deleted, but have failed. */
    @Query("""
            SELECT failed AS deleted, failed = :most AS more, reached, CAST(NULL AS uuid) AS reached_id
            FROM fail_silent_runs(make_interval(secs => :keptSeconds), CAST(:after AS timestamptz), :most)
            """)
    PurgedRows silentRuns(long keptSeconds, @Nullable Instant after, int most);

    /** Counts those, up to {@code most}; changes and locks nothing. */
    @Query("SELECT due, oldest FROM silent_runs(make_interval(secs => :keptSeconds), :most)")
    DueRows dueSilentRuns(long keptSeconds, long most);

    /**
     * Rows with all their pieces, which count as rows; one that has more of them takes several batches. Of files, jobs remove what is
     * in the bucket.
     *
     * @param table {@code agent_runs}, {@code identities} or {@code knowledge_entries}
     */
    @Query("""
            SELECT deleted, more, reached, CAST(NULL AS uuid) AS reached_id
            FROM purge_rows_with_pieces(:table, make_interval(secs => :keptSeconds), CAST(:after AS timestamptz), :most)
            """)
    PurgedRows rowsWithPieces(String table, long keptSeconds, @Nullable Instant after, int most);

    /** Files that no entry took in time, or keeps any more; jobs remove them from the bucket. */
    @Query("""
            SELECT deleted, deleted > 0 AS more, reached, CAST(NULL AS uuid) AS reached_id
            FROM sweep_knowledge_uploads(make_interval(secs => :keptSeconds), CAST(:after AS timestamptz), :most)
            """)
    PurgedRows knowledgeUploads(long keptSeconds, @Nullable Instant after, int most);

    /**
     * Rows without pieces, but for a profile's slugs, which go with it.
     *
     * @param table {@code budgets}, {@code experiences}, {@code issues}, {@code model_preferences}, {@code model_prices},
     *     {@code profiles}, {@code skills}, {@code style_guides} or {@code vectors}
     */
    @Query("""
            SELECT deleted, deleted > 0 AS more, reached, CAST(NULL AS uuid) AS reached_id
            FROM purge_deleted_rows(:table, make_interval(secs => :keptSeconds), CAST(:after AS timestamptz), :most)
            """)
    PurgedRows deletedRows(String table, long keptSeconds, @Nullable Instant after, int most);

    /** Begins the removal of accounts that were deleted without one. */
    @Query("""
            SELECT deleted, looked = :most AS more, reached, reached_id
            FROM purge_users(make_interval(secs => :keptSeconds), CAST(:after AS timestamptz), CAST(:afterId AS uuid), :most)
            """)
    PurgedRows users(long keptSeconds, @Nullable Instant after, @Nullable UUID afterId, int most);

    /**
     * Counts what is due, up to {@code most}; changes and locks nothing.
     *
     * @param table one of those above
     */
    @Query("SELECT due, oldest FROM due_rows(:table, make_interval(secs => :keptSeconds), :most)")
    DueRows due(String table, long keptSeconds, long most);

    /** Counts conversations that nobody touched for long enough, likewise. */
    @Query("SELECT due, oldest FROM due_untouched_conversations(:most)")
    DueRows dueUntouchedConversations(long most);
}
