package dev.statehouse.data.profile;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every slug that a profile of the bound workspace has or had. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface ProfileSlugs extends GenericRepository<ProfileSlug, String> {

    /** So many slugs a profile may have had: whoever wanted to could take all words otherwise. */
    int MOST = 100;

    /** Takes a slug for a profile, unless it is taken, by whomever, or the profile has had {@link #MOST}. */
    @Query("""
            INSERT INTO profile_slugs (workspace_id, slug, profile_id)
            SELECT p.workspace_id, :slug, p.id
            FROM profiles p
            WHERE p.id = :profileId
              AND (SELECT count(*) FROM profile_slugs o WHERE o.profile_id = p.id) <\s""" + MOST + "\nON CONFLICT DO NOTHING")
    void take(String slug, UUID profileId);

    /** Whose slug it is or was; null if nobody's. */
    @Query("SELECT slug, profile_id FROM profile_slugs WHERE slug = :slug")
    @Nullable
    ProfileSlug find(String slug);
}
