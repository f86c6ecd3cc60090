package dev.statehouse.data.profile;

import dev.statehouse.data.embedding.Embedded;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The experiences of the bound workspace's active identities. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Experiences extends GenericRepository<Experience, UUID> {

    /** An experience that is there. */
    @Query("SELECT " + Experience.COLUMNS + Embedded.OF_ROW + """

            FROM experiences r
            WHERE r.id = :id AND r.deleted_at IS NULL AND\s""" + InUse.ROW)
    @Nullable
    Experience find(UUID id);

    /**
     * Those of these ids that are there and the identity's own.
     *
     * @param ids a few hundred at most
     */
    @Query("""
            SELECT id
            FROM experiences
            WHERE id = ANY (CAST(:ids AS uuid[])) AND identity_id = :identityId AND deleted_at IS NULL
            """)
    List<UUID> own(UUID identityId, String[] ids);

    @Query("""
            INSERT INTO experiences (workspace_id, id, identity_id, organisation, title, description, start_date, end_date, tags)
            VALUES ((SELECT current_workspace()), :id, :identityId, :organisation, :title, :description, :startDate,
                    CAST(:endDate AS date), CAST(:tags AS text[]))
            RETURNING\s""" + Experience.COLUMNS + Embedded.OF_NEW)
    List<Experience> insert(
            UUID id,
            UUID identityId,
            String organisation,
            String title,
            String description,
            LocalDate startDate,
            @Nullable LocalDate endDate,
            String[] tags);

    /**
     * Adds experiences.
     *
     * @param rows JSON array of objects with the fields of an experience
     * @return their ids
     */
    @Query("""
            INSERT INTO experiences (workspace_id, id, identity_id, organisation, title, description, start_date, end_date, tags)
            SELECT (SELECT current_workspace()), n.id, n."identityId", n.organisation, n.title, coalesce(n.description, ''),
                   n."startDate", n."endDate", coalesce(n.tags, '{}')
            FROM jsonb_to_recordset(CAST(:rows AS jsonb))
                 AS n (id uuid, "identityId" uuid, organisation text, title text, description text, "startDate" date,
                       "endDate" date, tags text[])
            RETURNING id
            """)
    List<UUID> insertAll(String rows);

    /**
     * Changes what is not null.
     *
     * @param expected revision that the caller read; null for any
     * @param ends whether {@code endDate} is to be set, to null too
     * @return the changed experience, or nothing if it is not there or has another revision
     */
    @Query("""
            UPDATE experiences r
            SET organisation = coalesce(CAST(:organisation AS text), organisation),
                title = coalesce(CAST(:title AS text), title),
                description = coalesce(CAST(:description AS text), description),
                start_date = coalesce(CAST(:startDate AS date), start_date),
                end_date = CASE WHEN :ends THEN CAST(:endDate AS date) ELSE end_date END,
                tags = coalesce(CAST(:tags AS text[]), tags),
                revision = revision + 1,
                updated_at = now()
            WHERE r.id = :id AND r.deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
              AND\s""" + InUse.ROW + "RETURNING " + Experience.COLUMNS + Embedded.UNASKED)
    List<Experience> change(
            UUID id,
            @Nullable Integer expected,
            @Nullable String organisation,
            @Nullable String title,
            @Nullable String description,
            @Nullable LocalDate startDate,
            boolean ends,
            @Nullable LocalDate endDate,
            String @Nullable [] tags);

    /** {@return the deleted experience, or nothing if it is not there or has another revision} */
    @Query("""
            UPDATE experiences r
            SET deleted_at = now(), revision = revision + 1, updated_at = now()
            WHERE r.id = :id AND r.deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
              AND\s""" + InUse.ROW + "RETURNING " + Experience.COLUMNS + Embedded.UNASKED)
    List<Experience> delete(UUID id, @Nullable Integer expected);

    /** {@return the restored experience, or nothing if there is no deleted experience of this id} */
    @Query("""
            UPDATE experiences r
            SET deleted_at = NULL, revision = revision + 1, updated_at = now()
            WHERE r.id = :id AND r.deleted_at IS NOT NULL AND\s""" + InUse.ROW + "RETURNING " + Experience.COLUMNS + Embedded.OF_NEW)
    List<Experience> restore(UUID id);
}
