package dev.statehouse.data.project;

import dev.statehouse.data.Json;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The projects of the bound workspace. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Projects extends GenericRepository<Project, UUID> {

    /** An active project. */
    @Query("SELECT " + Project.COLUMNS + " FROM projects WHERE id = :id AND deleted_at IS NULL")
    @Nullable
    Project find(UUID id);

    /** An active project, by id or slug. */
    @Query("SELECT " + Project.COLUMNS + """

            FROM projects
            WHERE (slug = :name OR id = CAST(:id AS uuid)) AND deleted_at IS NULL
            ORDER BY slug = :name
            LIMIT 1
            """)
    @Nullable
    Project named(String name, @Nullable UUID id);

    /** Those of these ids, deleted ones too. */
    @Query("SELECT " + Project.COLUMNS + """

            FROM projects
            WHERE id = ANY (CAST(:ids AS uuid[]))
            ORDER BY id
            LIMIT 1000
            """)
    List<Project> all(String[] ids);

    /**
     * All of them, newest first, by row security alone.
     *
     * @param before id of the last row of the page before; null for the first page
     */
    @Query("SELECT " + Project.COLUMNS + """

            FROM projects
            WHERE CAST(:before AS uuid) IS NULL OR id < CAST(:before AS uuid)
            ORDER BY id DESC
            LIMIT :rows
            """)
    List<Project> list(@Nullable UUID before, int rows);

    /** A project of which no more is known than its names. */
    default List<Project> insert(UUID id, String slug, String name) {
        return insert(id, slug, name, "", Json.EMPTY_OBJECT, Json.EMPTY_OBJECT);
    }

    @Query("""
            INSERT INTO projects (workspace_id, id, slug, name, description, labels, settings)
            VALUES ((SELECT current_workspace()), :id, :slug, :name, :description, CAST(:labels AS jsonb),
                    CAST(:settings AS jsonb))
            RETURNING\s""" + Project.COLUMNS)
    List<Project> insert(UUID id, String slug, String name, String description, Json labels, Json settings);

    /**
     * Adds projects in the order of their slugs, so that two files with the same ones can't wait for each other.
     *
     * @param rows JSON array of objects with the fields of a project
     * @return the ids of those whose slug was not taken
     */
    @Query("""
            INSERT INTO projects (workspace_id, id, slug, name, description, labels, settings)
            SELECT (SELECT current_workspace()), n.id, n.slug, n.name, coalesce(n.description, ''),
                   coalesce(n.labels, '{}'), coalesce(n.settings, '{}')
            FROM jsonb_to_recordset(CAST(:rows AS jsonb))
                 AS n (id uuid, slug text, name text, description text, labels jsonb, settings jsonb)
            ORDER BY n.slug
            ON CONFLICT DO NOTHING
            RETURNING id
            """)
    List<UUID> insertAll(String rows);

    /**
     * Changes what is not null.
     *
     * @param expected revision that the caller read; null for any
     * @return the changed project, or nothing if it is not there or has another revision
     */
    @Query("""
            UPDATE projects
            SET name = coalesce(CAST(:name AS text), name),
                description = coalesce(CAST(:description AS text), description),
                labels = coalesce(CAST(:labels AS jsonb), labels),
                settings = coalesce(CAST(:settings AS jsonb), settings),
                revision = revision + 1,
                updated_at = now()
            WHERE id = :id AND deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
            RETURNING\s""" + Project.COLUMNS)
    List<Project> change(
            UUID id,
            @Nullable Integer expected,
            @Nullable String name,
            @Nullable String description,
            @Nullable Json labels,
            @Nullable Json settings);

    /** {@return the deleted project, or nothing if it is not there or has another revision} */
    @Query("""
            UPDATE projects
            SET deleted_at = now(), revision = revision + 1, updated_at = now()
            WHERE id = :id AND deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
            RETURNING\s""" + Project.COLUMNS)
    List<Project> delete(UUID id, @Nullable Integer expected);

    /** Whether a project is being removed for good, so that nobody restores it. */
    @Query("SELECT is_being_removed(:id)")
    boolean isBeingRemoved(UUID id);

    /** {@return the restored project, or nothing if there is no deleted project of this id} */
    @Query("""
            UPDATE projects
            SET deleted_at = NULL, revision = revision + 1, updated_at = now()
            WHERE id = :id AND deleted_at IS NOT NULL
            RETURNING\s""" + Project.COLUMNS)
    List<Project> restore(UUID id);
}
