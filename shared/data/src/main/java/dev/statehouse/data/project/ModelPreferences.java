package dev.statehouse.data.project;

import dev.statehouse.data.Json;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The model preferences of the bound workspace and its active projects. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface ModelPreferences extends GenericRepository<ModelPreference, UUID> {

    /** An active preference. */
    @Query("SELECT " + ModelPreference.COLUMNS + """

            FROM model_preferences r
            WHERE r.id = :id AND r.deleted_at IS NULL AND\s""" + InUse.ROW)
    @Nullable
    ModelPreference find(UUID id);

    /**
     * The one that applies: the project's before the workspace's, then the highest priority, then the newest.
     *
     * @param projectId null for no project
     * @return null if there is none, or no such active project
     */
    @Query("SELECT " + ModelPreference.COLUMNS + """

            FROM model_preferences r
            WHERE r.task = :task AND r.deleted_at IS NULL
              AND (r.project_id IS NULL OR r.project_id = CAST(:projectId AS uuid))
              AND (CAST(:projectId AS uuid) IS NULL
                   OR EXISTS (SELECT FROM projects p WHERE p.id = CAST(:projectId AS uuid) AND p.deleted_at IS NULL))
            ORDER BY r.project_id IS NULL, r.priority DESC, r.id DESC
            LIMIT 1
            """)
    @Nullable
    ModelPreference resolve(String task, @Nullable UUID projectId);

    /**
     * Newest first.
     *
     * @param active false for the deleted ones
     * @param projectId null for all, of projects or not
     * @param task null for any
     * @param before id of the last row of the page before; null for the first page
     */
    @Query("SELECT " + ModelPreference.COLUMNS + """

            FROM model_preferences r
            WHERE (r.deleted_at IS NULL) = :active
              AND (CAST(:projectId AS uuid) IS NULL OR r.project_id = CAST(:projectId AS uuid))
              AND (CAST(:task AS text) IS NULL OR r.task = CAST(:task AS text))
              AND (CAST(:before AS uuid) IS NULL OR r.id < CAST(:before AS uuid))
              AND\s""" + InUse.ROW + """
            ORDER BY r.id DESC
            LIMIT :rows
            """)
    List<ModelPreference> list(
            boolean active, @Nullable UUID projectId, @Nullable String task, @Nullable UUID before, int rows);

    @Query("""
            INSERT INTO model_preferences (workspace_id, id, project_id, task, provider, model, parameters, priority)
            VALUES ((SELECT current_workspace()), :id, CAST(:projectId AS uuid), :task, :provider, :model,
                    CAST(:parameters AS jsonb), :priority)
            RETURNING\s""" + ModelPreference.COLUMNS)
    List<ModelPreference> insert(
            UUID id,
            @Nullable UUID projectId,
            String task,
            String provider,
            String model,
            Json parameters,
            int priority);

    /**
     * Adds preferences.
     *
     * @param rows JSON array of objects with the fields of a preference
     * @return their ids
     */
    @Query("""
            INSERT INTO model_preferences (workspace_id, id, project_id, task, provider, model, parameters, priority)
            SELECT (SELECT current_workspace()), n.id, n."projectId", n.task, n.provider, n.model,
                   coalesce(n.parameters, '{}'), coalesce(n.priority, 0)
            FROM jsonb_to_recordset(CAST(:rows AS jsonb))
                 AS n (id uuid, "projectId" uuid, task text, provider text, model text, parameters jsonb, priority integer)
            RETURNING id
            """)
    List<UUID> insertAll(String rows);

    /**
     * Changes what is not null.
     *
     * @param expected revision that the caller read; null for any
     * @param moves whether {@code projectId} is to be set, to null too
     * @return the changed preference, or nothing if it is not there or has another revision
     */
    @Query("""
            UPDATE model_preferences r
            SET project_id = CASE WHEN :moves THEN CAST(:projectId AS uuid) ELSE project_id END,
                task = coalesce(CAST(:task AS text), task),
                provider = coalesce(CAST(:provider AS text), provider),
                model = coalesce(CAST(:model AS text), model),
                parameters = coalesce(CAST(:parameters AS jsonb), parameters),
                priority = coalesce(CAST(:priority AS integer), priority),
                revision = revision + 1,
                updated_at = now()
            WHERE r.id = :id AND r.deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
              AND\s""" + InUse.ROW + "RETURNING " + ModelPreference.COLUMNS)
    List<ModelPreference> change(
            UUID id,
            @Nullable Integer expected,
            boolean moves,
            @Nullable UUID projectId,
            @Nullable String task,
            @Nullable String provider,
            @Nullable String model,
            @Nullable Json parameters,
            @Nullable Integer priority);

    /** {@return the deleted preference, or nothing if it is not there or has another revision} */
    @Query("""
            UPDATE model_preferences r
            SET deleted_at = now(), revision = revision + 1, updated_at = now()
            WHERE r.id = :id AND r.deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
              AND\s""" + InUse.ROW + "RETURNING " + ModelPreference.COLUMNS)
    List<ModelPreference> delete(UUID id, @Nullable Integer expected);

    /** {@return the restored preference, or nothing if there is no deleted preference of this id} */
    @Query("""
            UPDATE model_preferences r
            SET deleted_at = NULL, revision = revision + 1, updated_at = now()
            WHERE r.id = :id AND r.deleted_at IS NOT NULL AND\s""" + InUse.ROW + "RETURNING " + ModelPreference.COLUMNS)
    List<ModelPreference> restore(UUID id);
}
