package dev.statehouse.data.project;

import dev.statehouse.data.Json;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The style guides of the bound workspace and its active projects. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface StyleGuides extends GenericRepository<StyleGuide, UUID> {

    /** An active guide. */
    @Query("SELECT " + StyleGuide.COLUMNS + """

            FROM style_guides r
            WHERE r.id = :id AND r.deleted_at IS NULL AND\s""" + InUse.ROW)
    @Nullable
    StyleGuide find(UUID id);

    /**
     * Newest first.
     *
     * @param active false for the deleted ones
     * @param projectId null for all, of projects or not
     * @param language null for any
     * @param before id of the last row of the page before; null for the first page
     */
    @Query("SELECT " + StyleGuideSummary.COLUMNS + """

            FROM style_guides r
            WHERE (r.deleted_at IS NULL) = :active
              AND (CAST(:projectId AS uuid) IS NULL OR r.project_id = CAST(:projectId AS uuid))
              AND (CAST(:language AS text) IS NULL OR r.language = CAST(:language AS text))
              AND (CAST(:before AS uuid) IS NULL OR r.id < CAST(:before AS uuid))
              AND\s""" + InUse.ROW + """
            ORDER BY r.id DESC
            LIMIT :rows
            """)
    List<StyleGuideSummary> list(
            boolean active, @Nullable UUID projectId, @Nullable String language, @Nullable UUID before, int rows);

    @Query("""
            INSERT INTO style_guides (workspace_id, id, project_id, language, name, content, settings)
            VALUES ((SELECT current_workspace()), :id, CAST(:projectId AS uuid), :language, :name, :content,
                    CAST(:settings AS jsonb))
            RETURNING\s""" + StyleGuide.COLUMNS)
    List<StyleGuide> insert(
            UUID id, @Nullable UUID projectId, String language, String name, String content, Json settings);

    /**
     * Adds guides in the order of what must be unique of them, so that two files with the same ones can't wait for each other.
     *
     * @param rows JSON array of objects with the fields of a guide
     * @return the ids of those whose name was not taken
     */
    @Query("""
            INSERT INTO style_guides (workspace_id, id, project_id, language, name, content, settings)
            SELECT (SELECT current_workspace()), n.id, n."projectId", n.language, n.name, coalesce(n.content, ''),
                   coalesce(n.settings, '{}')
            FROM jsonb_to_recordset(CAST(:rows AS jsonb))
                 AS n (id uuid, "projectId" uuid, language text, name text, content text, settings jsonb)
            ORDER BY n."projectId", n.language, n.name
            ON CONFLICT DO NOTHING
            RETURNING id
            """)
    List<UUID> insertAll(String rows);

    /**
     * Active guides with their content, newest first.
     *
     * @param before id of the last row of the page before; null for the first page
     */
    @Query("SELECT " + StyleGuide.COLUMNS + """

            FROM style_guides r
            WHERE r.deleted_at IS NULL AND (CAST(:before AS uuid) IS NULL OR r.id < CAST(:before AS uuid))
              AND\s""" + InUse.ROW + """
            ORDER BY r.id DESC
            LIMIT :rows
            """)
    List<StyleGuide> whole(@Nullable UUID before, int rows);

    /**
     * Changes what is not null.
     *
     * @param expected revision that the caller read; null for any
     * @param moves whether {@code projectId} is to be set, to null too
     * @return the changed guide, or nothing if it is not there or has another revision
     */
    @Query("""
            UPDATE style_guides r
            SET project_id = CASE WHEN :moves THEN CAST(:projectId AS uuid) ELSE project_id END,
                language = coalesce(CAST(:language AS text), language),
                name = coalesce(CAST(:name AS text), name),
                content = coalesce(CAST(:content AS text), content),
                settings = coalesce(CAST(:settings AS jsonb), settings),
                revision = revision + 1,
                updated_at = now()
            WHERE r.id = :id AND r.deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
              AND\s""" + InUse.ROW + "RETURNING " + StyleGuide.COLUMNS)
    List<StyleGuide> change(
            UUID id,
            @Nullable Integer expected,
            boolean moves,
            @Nullable UUID projectId,
            @Nullable String language,
            @Nullable String name,
            @Nullable String content,
            @Nullable Json settings);

    /** {@return the deleted guide, or nothing if it is not there or has another revision} */
    @Query("""
            UPDATE style_guides r
            SET deleted_at = now(), revision = revision + 1, updated_at = now()
            WHERE r.id = :id AND r.deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
              AND\s""" + InUse.ROW + "RETURNING " + StyleGuide.COLUMNS)
    List<StyleGuide> delete(UUID id, @Nullable Integer expected);

    /** {@return the restored guide, or nothing if there is no deleted guide of this id} */
    @Query("""
            UPDATE style_guides r
            SET deleted_at = NULL, revision = revision + 1, updated_at = now()
            WHERE r.id = :id AND r.deleted_at IS NOT NULL AND\s""" + InUse.ROW + "RETURNING " + StyleGuide.COLUMNS)
    List<StyleGuide> restore(UUID id);
}
