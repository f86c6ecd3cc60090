package dev.statehouse.data.project;

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

    @Query("SELECT " + Project.COLUMNS + " FROM projects WHERE id = :id")
    @Nullable
    Project find(UUID id);

    /** By id or slug. */
    @Query("SELECT " + Project.COLUMNS + """

            FROM projects
            WHERE slug = :name OR id = CAST(:id AS uuid)
            ORDER BY slug = :name
            LIMIT 1
            """)
    @Nullable
    Project named(String name, @Nullable UUID id);

    /** Those of these ids. */
    @Query("SELECT " + Project.COLUMNS + """

            FROM projects
            WHERE id = ANY (CAST(:ids AS uuid[]))
            ORDER BY id
            LIMIT 1000
            """)
    List<Project> all(String[] ids);

    /**
     * Newest first.
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

    @Query("""
            INSERT INTO projects (workspace_id, id, slug, name)
            VALUES ((SELECT current_workspace()), :id, :slug, :name)
            RETURNING\s""" + Project.COLUMNS)
    List<Project> insert(UUID id, String slug, String name);
}
