package dev.statehouse.data.profile;

import dev.statehouse.data.Json;
import dev.statehouse.data.embedding.Embedded;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The profiles of the bound workspace's active identities. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Profiles extends GenericRepository<Profile, UUID> {

    /** A profile that is there, switched on or not. */
    @Query("SELECT " + Profile.COLUMNS + Embedded.OF_ROW + """

            FROM profiles r
            WHERE r.id = :id AND r.deleted_at IS NULL AND\s""" + InUse.ROW)
    @Nullable
    Profile find(UUID id);

    /** The id of the profile whose slug this is now, deleted or not. */
    @Query("SELECT id FROM profiles WHERE slug = :slug")
    @Nullable
    UUID idOf(String slug);

    /** {@return the profile, or nothing if its slug is or was another's} */
    @Query("""
            WITH taken AS (
                INSERT INTO profile_slugs (workspace_id, slug, profile_id)
                VALUES ((SELECT current_workspace()), :slug, :id)
                ON CONFLICT DO NOTHING
                RETURNING workspace_id, slug, profile_id
            )
            INSERT INTO profiles (workspace_id, id, identity_id, slug, headline, summary, is_active, mask_settings)
            SELECT t.workspace_id, t.profile_id, :identityId, t.slug, :headline, :summary, :switchedOn,
                   CAST(:maskSettings AS jsonb)
            FROM taken t
            RETURNING\s""" + Profile.COLUMNS + Embedded.OF_NEW)
    List<Profile> insert(
            UUID id,
            UUID identityId,
            String slug,
            String headline,
            String summary,
            boolean switchedOn,
            Json maskSettings);

    /**
     * Adds profiles, which take their slugs in the slugs' own order, so that two files with the same ones can't wait for each
     * other.
     *
     * @param rows JSON array of objects with the fields of a profile
     * @return the ids of those whose slug is and was no other's
     */
    @Query("""
            WITH given AS (
                SELECT n.*
                FROM jsonb_to_recordset(CAST(:rows AS jsonb))
                     AS n (id uuid, "identityId" uuid, slug text, headline text, summary text, "isActive" boolean,
                           "maskSettings" jsonb)
            ), taken AS (
                INSERT INTO profile_slugs (workspace_id, slug, profile_id)
                SELECT (SELECT current_workspace()), n.slug, n.id
                FROM given n
                ORDER BY n.slug
                ON CONFLICT DO NOTHING
                RETURNING workspace_id, profile_id
            )
            INSERT INTO profiles (workspace_id, id, identity_id, slug, headline, summary, is_active, mask_settings)
            SELECT t.workspace_id, n.id, n."identityId", n.slug, n.headline, coalesce(n.summary, ''),
                   coalesce(n."isActive", true), coalesce(n."maskSettings", '{}')
            FROM given n
            JOIN taken t ON t.profile_id = n.id
            RETURNING id
            """)
    List<UUID> insertAll(String rows);

    /**
     * Changes what is not null.
     *
     * @param expected revision that the caller read; null for any
     * @param slug one that {@link ProfileSlugs} holds for this profile
     * @return the changed profile, or nothing if it is not there or has another revision
     */
    @Query("""
            UPDATE profiles r
            SET slug = coalesce(CAST(:slug AS text), slug),
                headline = coalesce(CAST(:headline AS text), headline),
                summary = coalesce(CAST(:summary AS text), summary),
                is_active = coalesce(CAST(:switchedOn AS boolean), is_active),
                mask_settings = coalesce(CAST(:maskSettings AS jsonb), mask_settings),
                revision = revision + 1,
                updated_at = now()
            WHERE r.id = :id AND r.deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
              AND\s""" + InUse.ROW + "RETURNING " + Profile.COLUMNS + Embedded.UNASKED)
    List<Profile> change(
            UUID id,
            @Nullable Integer expected,
            @Nullable String slug,
            @Nullable String headline,
            @Nullable String summary,
            @Nullable Boolean switchedOn,
            @Nullable Json maskSettings);

    /** {@return the deleted profile, or nothing if it is not there or has another revision} */
    @Query("""
            UPDATE profiles r
            SET deleted_at = now(), revision = revision + 1, updated_at = now()
            WHERE r.id = :id AND r.deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
              AND\s""" + InUse.ROW + "RETURNING " + Profile.COLUMNS + Embedded.UNASKED)
    List<Profile> delete(UUID id, @Nullable Integer expected);

    /** {@return the restored profile, or nothing if there is no deleted profile of this id} */
    @Query("""
            UPDATE profiles r
            SET deleted_at = NULL, revision = revision + 1, updated_at = now()
            WHERE r.id = :id AND r.deleted_at IS NOT NULL AND\s""" + InUse.ROW + "RETURNING " + Profile.COLUMNS + Embedded.OF_NEW)
    List<Profile> restore(UUID id);

    /**
     * Those that are there, newest first, for a file. Of what their masks name only what is there as well, so that all of it can
     * be imported again.
     *
     * @param before id of the last row of the page before; null for the first page
     */
    @Query("""
            SELECT id, identity_id, slug, headline, summary, is_active, revision, deleted_at, created_at, updated_at,
                   mask_settings
                   || CASE WHEN mask_settings ?? 'experiences' THEN jsonb_build_object('experiences', (
                          SELECT coalesce(jsonb_agg(c.id ORDER BY c.place), '[]')
                          FROM unnest(""" + MaskIds.EXPERIENCES + """
            ) WITH ORDINALITY AS c (id, place)
                          JOIN experiences e ON e.id = c.id AND e.deleted_at IS NULL)) ELSE '{}' END
                   || CASE WHEN mask_settings ?? 'skills' THEN jsonb_build_object('skills', (
                          SELECT coalesce(jsonb_agg(c.id ORDER BY c.place), '[]')
                          FROM unnest(""" + MaskIds.SKILLS + """
            ) WITH ORDINALITY AS c (id, place)
                          JOIN skills s ON s.id = c.id AND s.deleted_at IS NULL)) ELSE '{}' END
                   AS mask_settings,
                   CAST(NULL AS text) AS embedding
            FROM profiles r
            WHERE r.deleted_at IS NULL AND (CAST(:before AS uuid) IS NULL OR r.id < CAST(:before AS uuid))
              AND\s""" + InUse.ROW + """
            ORDER BY r.id DESC
            LIMIT :rows
            """)
    List<Profile> whole(@Nullable UUID before, int rows);
}
