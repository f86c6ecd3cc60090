package dev.statehouse.data.profile;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The identities of the bound workspace. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Identities extends GenericRepository<Identity, UUID> {

    /** An active identity. */
    @Query("SELECT " + Identity.COLUMNS + " FROM identities WHERE id = :id AND deleted_at IS NULL")
    @Nullable
    Identity find(UUID id);

    /**
     * Newest first.
     *
     * @param active false for the deleted ones
     * @param before id of the last row of the page before; null for the first page
     */
    @Query("SELECT " + Identity.COLUMNS + """

            FROM identities
            WHERE (deleted_at IS NULL) = :active
              AND (CAST(:before AS uuid) IS NULL OR id < CAST(:before AS uuid))
            ORDER BY id DESC
            LIMIT :rows
            """)
    List<Identity> list(boolean active, @Nullable UUID before, int rows);

    @Query("""
            INSERT INTO identities (workspace_id, id, name)
            VALUES ((SELECT current_workspace()), :id, :name)
            RETURNING\s""" + Identity.COLUMNS)
    List<Identity> insert(UUID id, String name);

    /**
     * Adds identities.
     *
     * @param rows JSON array of objects with the fields of an identity
     * @return their ids
     */
    @Query("""
            INSERT INTO identities (workspace_id, id, name)
            SELECT (SELECT current_workspace()), n.id, n.name
            FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS n (id uuid, name text)
            RETURNING id
            """)
    List<UUID> insertAll(String rows);

    /**
     * Changes what is not null.
     *
     * @param expected revision that the caller read; null for any
     * @return the changed identity, or nothing if it is not there or has another revision
     */
    @Query("""
            UPDATE identities
            SET name = coalesce(CAST(:name AS text), name), revision = revision + 1, updated_at = now()
            WHERE id = :id AND deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
            RETURNING\s""" + Identity.COLUMNS)
    List<Identity> change(UUID id, @Nullable Integer expected, @Nullable String name);

    /** {@return the deleted identity, or nothing if it is not there or has another revision} */
    @Query("""
            UPDATE identities
            SET deleted_at = now(), revision = revision + 1, updated_at = now()
            WHERE id = :id AND deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
            RETURNING\s""" + Identity.COLUMNS)
    List<Identity> delete(UUID id, @Nullable Integer expected);

    /** {@return the restored identity, or nothing if there is no deleted identity of this id} */
    @Query("""
            UPDATE identities
            SET deleted_at = NULL, revision = revision + 1, updated_at = now()
            WHERE id = :id AND deleted_at IS NOT NULL
            RETURNING\s""" + Identity.COLUMNS)
    List<Identity> restore(UUID id);
}
