package dev.statehouse.data.profile;

import dev.statehouse.data.embedding.Embedded;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The skills of the bound workspace's active identities. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Skills extends GenericRepository<Skill, UUID> {

    /** A skill that is there. */
    @Query("SELECT " + Skill.COLUMNS + Embedded.OF_ROW + """

            FROM skills r
            WHERE r.id = :id AND r.deleted_at IS NULL AND\s""" + InUse.ROW)
    @Nullable
    Skill find(UUID id);

    /**
     * Those of these ids that are there and the identity's own.
     *
     * @param ids a few hundred at most
     */
    @Query("""
            SELECT id
            FROM skills
            WHERE id = ANY (CAST(:ids AS uuid[])) AND identity_id = :identityId AND deleted_at IS NULL
            """)
    List<UUID> own(UUID identityId, String[] ids);

    @Query("""
            INSERT INTO skills (workspace_id, id, identity_id, name, category, level, keywords)
            VALUES ((SELECT current_workspace()), :id, :identityId, :name, :category, CAST(:level AS text),
                    CAST(:keywords AS text[]))
            RETURNING\s""" + Skill.COLUMNS + Embedded.OF_NEW)
    List<Skill> insert(
            UUID id, UUID identityId, String name, String category, @Nullable String level, String[] keywords);

    /**
     * Adds skills.
     *
     * @param rows JSON array of objects with the fields of a skill
     * @return their ids
     */
    @Query("""
            INSERT INTO skills (workspace_id, id, identity_id, name, category, level, keywords)
            SELECT (SELECT current_workspace()), n.id, n."identityId", n.name, n.category, n.level, coalesce(n.keywords, '{}')
            FROM jsonb_to_recordset(CAST(:rows AS jsonb))
                 AS n (id uuid, "identityId" uuid, name text, category text, level text, keywords text[])
            RETURNING id
            """)
    List<UUID> insertAll(String rows);

    /**
     * Changes what is not null.
     *
     * @param expected revision that the caller read; null for any
     * @param levels whether {@code level} is to be set, to null too
     * @return the changed skill, or nothing if it is not there or has another revision
     */
    @Query("""
            UPDATE skills r
            SET name = coalesce(CAST(:name AS text), name),
                category = coalesce(CAST(:category AS text), category),
                level = CASE WHEN :levels THEN CAST(:level AS text) ELSE level END,
                keywords = coalesce(CAST(:keywords AS text[]), keywords),
                revision = revision + 1,
                updated_at = now()
            WHERE r.id = :id AND r.deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
              AND\s""" + InUse.ROW + "RETURNING " + Skill.COLUMNS + Embedded.UNASKED)
    List<Skill> change(
            UUID id,
            @Nullable Integer expected,
            @Nullable String name,
            @Nullable String category,
            boolean levels,
            @Nullable String level,
            String @Nullable [] keywords);

    /** {@return the deleted skill, or nothing if it is not there or has another revision} */
    @Query("""
            UPDATE skills r
            SET deleted_at = now(), revision = revision + 1, updated_at = now()
            WHERE r.id = :id AND r.deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
              AND\s""" + InUse.ROW + "RETURNING " + Skill.COLUMNS + Embedded.UNASKED)
    List<Skill> delete(UUID id, @Nullable Integer expected);

    /** {@return the restored skill, or nothing if there is no deleted skill of this id} */
    @Query("""
            UPDATE skills r
            SET deleted_at = NULL, revision = revision + 1, updated_at = now()
            WHERE r.id = :id AND r.deleted_at IS NOT NULL AND\s""" + InUse.ROW + "RETURNING " + Skill.COLUMNS + Embedded.OF_NEW)
    List<Skill> restore(UUID id);
}
