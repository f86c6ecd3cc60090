package dev.statehouse.data.project;

import dev.statehouse.data.embedding.Embedded;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The issues of the bound workspace's active projects. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Issues extends GenericRepository<Issue, UUID> {

    /** An active issue. */
    @Query("SELECT " + Issue.COLUMNS + Embedded.OF_ROW + """

            FROM issues r
            WHERE r.project_id = :projectId AND r.number = :number AND r.deleted_at IS NULL AND\s""" + InUse.ROW)
    @Nullable
    Issue find(UUID projectId, int number);

    /**
     * Adds the next issue. The project's row is locked by its own update, so writers queue and numbers have no gap.
     *
     * @return the issue, or nothing if there is no such active project
     */
    @Query("""
            WITH project AS (
                UPDATE projects
                SET last_issue = last_issue + 1
                WHERE id = :projectId AND deleted_at IS NULL
                RETURNING workspace_id, id, last_issue
            )
            INSERT INTO issues (workspace_id, id, project_id, number, title, body, labels, state, external_url)
            SELECT p.workspace_id, :id, p.id, p.last_issue, :title, :body, CAST(:labels AS text[]), :state,
                   CAST(:externalUrl AS text)
            FROM project p
            RETURNING\s""" + Issue.COLUMNS + Embedded.OF_NEW)
    List<Issue> insert(
            UUID id,
            UUID projectId,
            String title,
            String body,
            String[] labels,
            String state,
            @Nullable String externalUrl);

    /**
     * Adds issues under the next numbers, in their order.
     *
     * @param rows JSON array of objects with the fields of an issue
     * @return their ids, or nothing if there is no such active project
     */
    @Query("""
            WITH project AS (
                UPDATE projects
                SET last_issue = last_issue + jsonb_array_length(CAST(:rows AS jsonb))
                WHERE id = :projectId AND deleted_at IS NULL
                RETURNING workspace_id, id, last_issue - jsonb_array_length(CAST(:rows AS jsonb)) AS used
            )
            INSERT INTO issues (workspace_id, id, project_id, number, title, body, labels, state, external_url)
            SELECT p.workspace_id, n.id, p.id, p.used + n.place, n.title, coalesce(n.body, ''), coalesce(n.labels, '{}'),
                   coalesce(n.state, 'open'), n.external_url
            FROM project p
            CROSS JOIN ROWS FROM (jsonb_to_recordset(CAST(:rows AS jsonb))
                AS (id uuid, title text, body text, labels text[], state text, "externalUrl" text))
                WITH ORDINALITY AS n (id, title, body, labels, state, external_url, place)
            RETURNING id
            """)
    List<UUID> insertAll(UUID projectId, String rows);

    /**
     * Active issues of an active project with their bodies, newest first.
     *
     * @param before number of the last row of the page before; null for the first page
     */
    @Query("SELECT " + Issue.COLUMNS + Embedded.UNASKED + """

            FROM issues r
            WHERE r.project_id = :projectId AND r.deleted_at IS NULL
              AND (CAST(:before AS integer) IS NULL OR r.number < CAST(:before AS integer))
              AND\s""" + InUse.ROW + """
            ORDER BY r.number DESC
            LIMIT :rows
            """)
    List<Issue> whole(UUID projectId, @Nullable Integer before, int rows);

    /**
     * Changes what is not null.
     *
     * @param expected revision that the caller read; null for any
     * @param moves whether {@code externalUrl} is to be set, to null too
     * @return the changed issue, or nothing if it is not there or has another revision
     */
    @Query("""
            UPDATE issues r
            SET title = coalesce(CAST(:title AS text), title),
                body = coalesce(CAST(:body AS text), body),
                labels = coalesce(CAST(:labels AS text[]), labels),
                state = coalesce(CAST(:state AS text), state),
                external_url = CASE WHEN :moves THEN CAST(:externalUrl AS text) ELSE external_url END,
                revision = revision + 1,
                updated_at = now()
            WHERE r.project_id = :projectId AND r.number = :number AND r.deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
              AND\s""" + InUse.ROW + "RETURNING " + Issue.COLUMNS + Embedded.UNASKED)
    List<Issue> change(
            UUID projectId,
            int number,
            @Nullable Integer expected,
            @Nullable String title,
            @Nullable String body,
            String @Nullable [] labels,
            @Nullable String state,
            boolean moves,
            @Nullable String externalUrl);

    /** {@return the deleted issue, or nothing if it is not there or has another revision} */
    @Query("""
            UPDATE issues r
            SET deleted_at = now(), revision = revision + 1, updated_at = now()
            WHERE r.project_id = :projectId AND r.number = :number AND r.deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
              AND\s""" + InUse.ROW + "RETURNING " + Issue.COLUMNS + Embedded.UNASKED)
    List<Issue> delete(UUID projectId, int number, @Nullable Integer expected);

    /** {@return the restored issue, or nothing if there is no deleted issue of this number} */
    @Query("""
            UPDATE issues r
            SET deleted_at = NULL, revision = revision + 1, updated_at = now()
            WHERE r.project_id = :projectId AND r.number = :number AND r.deleted_at IS NOT NULL AND\s""" + InUse.ROW + "RETURNING " + Issue.COLUMNS + Embedded.OF_NEW)
    List<Issue> restore(UUID projectId, int number);
}
