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
    public static final String BY_ID = statement("p.id = ?");

    /** A mask by a slug that it has or had, if it is switched on. */
    public static final String BY_SLUG =
            statement("p.id = (SELECT s.profile_id FROM profile_slugs s WHERE s.slug = ?) AND p.is_active");

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

    private static String statement(String condition) {
        return """
                SELECT p.id, i.id, i.name, p.slug, p.headline, p.summary, p.is_active, p.mask_settings,
                       (SELECT coalesce(json_agg(json_build_object(
                                   'id', e.id, 'organisation', e.organisation, 'title', e.title,
                                   'description', e.description, 'startDate', e.start_date, 'endDate', e.end_date,
                                   'tags', e.tags) ORDER BY c.place), '[]')
                        FROM jsonb_array_elements_text(p.mask_settings -> 'experiences') WITH ORDINALITY AS c (id, place)
                        JOIN experiences e ON e.workspace_id = p.workspace_id AND e.id = CAST(c.id AS uuid)
                        WHERE e.identity_id = p.identity_id AND e.deleted_at IS NULL),
                       (SELECT coalesce(json_agg(json_build_object(
                                   'id', s.id, 'name', s.name, 'category', s.category, 'level', s.level,
                                   'keywords', s.keywords) ORDER BY c.place), '[]')
                        FROM jsonb_array_elements_text(p.mask_settings -> 'skills') WITH ORDINALITY AS c (id, place)
                        JOIN skills s ON s.workspace_id = p.workspace_id AND s.id = CAST(c.id AS uuid)
                        WHERE s.identity_id = p.identity_id AND s.deleted_at IS NULL),
                       p.revision, p.created_at, p.updated_at
                FROM profiles p
                JOIN identities i ON i.workspace_id = p.workspace_id AND i.id = p.identity_id
                WHERE %s AND p.deleted_at IS NULL AND i.deleted_at IS NULL
                """.formatted(condition);
    }
}
