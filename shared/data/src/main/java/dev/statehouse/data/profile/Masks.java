package dev.statehouse.data.profile;

import dev.statehouse.data.Sql;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Profiles as they are shown, each by one statement and so as of one instant. Thread-safe.
 *
 * <p>A mask names ids; what is shown are those rows of its own identity that are there when it is read. So nothing deleted is
 * shown, whatever was written meanwhile, and what is restored is shown again at its place.
 */
@Singleton
public class Masks {

    /** A mask by its profile's id, switched on or not. */
    public static final String BY_ID = statement("r.id = ?");

    /** A mask by a slug that it has or had, if it is switched on. */
    public static final String BY_SLUG =
            statement("r.id = (SELECT s.profile_id FROM profile_slugs s WHERE s.slug = ?) AND r.is_active");

    private final JdbcOperations jdbc;

    Masks(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** The mask of a profile, switched on or not; null if there is none. */
    public @Nullable Mask find(UUID id) {
        return first(new Sql("").add(BY_ID, id).list(jdbc, Mask::read));
    }

    /** The mask that has or had this slug, if it is switched on; its own slug tells which. */
    public @Nullable Mask named(String slug) {
        return first(new Sql("").add(BY_SLUG, slug).list(jdbc, Mask::read));
    }

    private static @Nullable Mask first(List<Mask> found) {
        return found.isEmpty() ? null : found.getFirst();
    }

    // LIMIT 1 lets each id be looked up by itself: joined, all that an identity has would be read for the few that a
    // mask names.
    private static String statement(String condition) {
        return """
                SELECT r.id, i.id, i.name, r.slug, r.headline, r.summary, r.is_active, r.mask_settings,
                       (SELECT coalesce(json_agg(json_build_object(
                                   'id', e.id, 'organisation', e.organisation, 'title', e.title,
                                   'description', e.description, 'startDate', e.start_date, 'endDate', e.end_date,
                                   'tags', e.tags) ORDER BY c.place), '[]')
                        FROM unnest(%1$s) WITH ORDINALITY AS c (id, place)
                        CROSS JOIN LATERAL (
                            SELECT o.id, o.organisation, o.title, o.description, o.start_date, o.end_date, o.tags
                            FROM experiences o
                            WHERE o.workspace_id = r.workspace_id AND o.id = c.id
                              AND o.identity_id = r.identity_id AND o.deleted_at IS NULL
                            LIMIT 1) AS e),
                       (SELECT coalesce(json_agg(json_build_object(
                                   'id', s.id, 'name', s.name, 'category', s.category, 'level', s.level,
                                   'keywords', s.keywords) ORDER BY c.place), '[]')
                        FROM unnest(%2$s) WITH ORDINALITY AS c (id, place)
                        CROSS JOIN LATERAL (
                            SELECT o.id, o.name, o.category, o.level, o.keywords
                            FROM skills o
                            WHERE o.workspace_id = r.workspace_id AND o.id = c.id
                              AND o.identity_id = r.identity_id AND o.deleted_at IS NULL
                            LIMIT 1) AS s),
                       r.revision, r.created_at, r.updated_at, embedding_state(r.id)
                FROM profiles r
                JOIN identities i ON i.workspace_id = r.workspace_id AND i.id = r.identity_id
                WHERE %3$s AND r.deleted_at IS NULL AND i.deleted_at IS NULL
                """.formatted(MaskIds.EXPERIENCES, MaskIds.SKILLS, condition);
    }
}
