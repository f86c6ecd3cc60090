package dev.statehouse.data.workspace;

import dev.statehouse.data.Json;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bound workspace itself, and, outside of any, the workspaces that a person belongs to. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface WorkspaceRows extends GenericRepository<Workspace, UUID> {

    /**
     * The bound workspace.
     *
     * @param role to be shown as that of who asks
     */
    @Query("SELECT " + Workspace.COLUMNS + " FROM workspaces WHERE id = (SELECT current_workspace())")
    Workspace current(String role);

    /**
     * Makes others who lock it wait until this transaction ends: whoever changes who the owners are does, so that each sees
     * what the one before left. New rows of the workspace wait too, so it is locked for short.
     */
    @Query("SELECT id FROM workspaces WHERE id = (SELECT current_workspace()) FOR UPDATE")
    UUID lock();

    /** {@return the new workspace, which must be the bound one; nothing if its slug is taken} */
    @Query("""
            INSERT INTO workspaces (id, slug, name, settings)
            VALUES ((SELECT current_workspace()), :slug, :name, CAST(:settings AS jsonb))
            ON CONFLICT (slug) DO NOTHING
            RETURNING\s""" + Workspace.COLUMNS)
    List<Workspace> insert(String slug, String name, Json settings, String role);

    /**
     * Changes what is not null.
     *
     * @param expected revision that the caller read; null for any
     * @param retains whether {@code historyRetentionDays} is to be set, to null too
     * @return the changed workspace, or nothing if it has another revision
     */
    @Query("""
            UPDATE workspaces
            SET name = coalesce(CAST(:name AS text), name),
                slug = coalesce(CAST(:slug AS text), slug),
                settings = coalesce(CAST(:settings AS jsonb), settings),
                plan = coalesce(CAST(:plan AS text), plan),
                history_retention_days =
                    CASE WHEN :retains THEN CAST(:historyRetentionDays AS integer) ELSE history_retention_days END,
                revision = revision + 1,
                updated_at = now()
            WHERE id = (SELECT current_workspace())
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
            RETURNING\s""" + Workspace.COLUMNS)
    List<Workspace> change(
            @Nullable Integer expected,
            @Nullable String name,
            @Nullable String slug,
            @Nullable Json settings,
            @Nullable String plan,
            boolean retains,
            @Nullable Integer historyRetentionDays,
            String role);

    /**
     * The person's workspaces, newest first. Outside of any workspace.
     *
     * @param settings JSON that the workspace's settings contain; null for any
     * @param before id of the last row of the page before; null for the first page
     */
    @Query("""
            SELECT id, slug, name, plan, settings, history_retention_days, role, revision, created_at, updated_at
            FROM workspaces_of(:personId, CAST(:settings AS jsonb), CAST(:before AS uuid), :rows)
            """)
    List<Workspace> list(UUID personId, @Nullable Json settings, @Nullable UUID before, int rows);

    /** The person's workspace of this slug; null if there is none. Outside of any workspace. */
    @Query("SELECT workspace_of(:personId, :slug)")
    @Nullable
    UUID find(UUID personId, String slug);
}
