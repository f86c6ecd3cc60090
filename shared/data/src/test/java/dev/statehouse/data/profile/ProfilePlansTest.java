package dev.statehouse.data.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.data.Sql;
import dev.statehouse.data.profile.ExperienceLists.Place;
import dev.statehouse.testing.Rows;
import dev.statehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * How lists and masks find their rows in filled tables, as the application's role and under its policies: by an index, and in its
 * order where the first page could be anywhere.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProfilePlansTest {

    private static final Pattern WHOLE =
            Pattern.compile("Seq Scan on (profiles|profile_slugs|experiences|skills|identities)");

    private static final Pattern BY_ITS_ID = Pattern.compile(
            "Index Scan using \\w+ on (experiences|skills) .*\n\\s+Index Cond: .*\\(id = c(_1)?\\.id\\)");

    private final TestDatabase database = TestDatabase.fresh();
    private final UUID workspace = new Rows(database).workspace();
    private final UUID other = new Rows(database).workspace();

    /** 20,000 rows of each in two workspaces, ten for each identity. */
    @BeforeAll
    void fill() {
        for (String table : new String[] {"identities", "profiles", "experiences", "skills"}) {
            database.asOwner("ALTER TABLE app." + table + " DISABLE TRIGGER USER");
        }
        database.asOwner("""
                CREATE FUNCTION id_of(kind integer, n integer) RETURNS uuid LANGUAGE sql IMMUTABLE AS
                    $$ SELECT ('00000000-0000-7000-800' || kind || '-' || lpad(n::text, 12, '0'))::uuid $$;
                CREATE TABLE numbered AS
                    SELECT CASE WHEN n % 2 = 0 THEN '{w}'::uuid ELSE '{o}'::uuid END AS workspace_id, n, (n - n % 2) / 20 * 2 + n % 2 AS i
                    FROM generate_series(0, 39999) n;
                INSERT INTO identities (workspace_id, id, name) SELECT DISTINCT workspace_id, id_of(1, i), 'Identity' FROM numbered;
                INSERT INTO experiences (workspace_id, id, identity_id, organisation, title, start_date, tags)
                SELECT workspace_id, id_of(2, n), id_of(1, i), 'O', 'T', '2000-01-01'::date + n % 9000,
                       ARRAY['all', 'one-of-1000-' || n % 1000]
                FROM numbered;
                INSERT INTO skills (workspace_id, id, identity_id, name, category)
                SELECT workspace_id, id_of(3, n), id_of(1, i), 'S', 'category-' || n % 500 FROM numbered;
                INSERT INTO profiles (workspace_id, id, identity_id, slug, headline, is_active, mask_settings)
                SELECT workspace_id, id_of(4, n), id_of(1, i), 'p-' || n, 'H', n % 1000 <> 0,
                       jsonb_build_object('experiences', jsonb_build_array(id_of(2, n)), 'skills', jsonb_build_array(id_of(3, n)))
                FROM numbered;
                INSERT INTO profile_slugs (workspace_id, slug, profile_id) SELECT workspace_id, slug, id FROM profiles;
                INSERT INTO profile_slugs (workspace_id, slug, profile_id) SELECT workspace_id, 'old-' || slug, id FROM profiles;
                ANALYZE identities, profiles, profile_slugs, experiences, skills
                """.replace("{w}", workspace.toString()).replace("{o}", other.toString()));
    }

    @AfterAll
    void stop() {
        database.close();
    }

    private static UUID id(int kind, int number) {
        return UUID.fromString("00000000-0000-7000-800%d-%012d".formatted(kind, number));
    }

    /** The plan of a statement that the application sends, with its own values. */
    private String plan(Sql sql, String... before) throws SQLException {
        try (Connection connection = database.connect("postgres", false);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL search_path = app, public");
            for (String change : before) {
                statement.execute(change);
            }
            statement.execute("SET LOCAL ROLE statehouse_app");
            statement.execute("SELECT app.enter_workspace('" + workspace + "', NULL, '')");
            StringBuilder plan = new StringBuilder();
            try (PreparedStatement explain = connection.prepareStatement("EXPLAIN " + sql.text())) {
                sql.bind(explain);
                try (ResultSet lines = explain.executeQuery()) {
                    while (lines.next()) {
                        plan.append(lines.getString(1)).append('\n');
                    }
                }
            }
            connection.rollback();
            return plan.toString();
        }
    }

    private void assertFoundBy(String index, Sql sql) throws SQLException {
        String plan = plan(sql);
        assertTrue(plan.contains(" using " + index + " on ") || plan.contains(" on " + index + " "), plan);
        assertFalse(WHOLE.matcher(plan).find(), plan);
    }

    private void assertReadInOrderOf(String index, Sql sql) throws SQLException {
        assertFoundBy(index, sql);
        String plan = plan(sql);
        assertFalse(plan.contains("Sort"), plan);
    }

    private Sql profiles(@Nullable UUID identity, @Nullable Boolean switchedOn, @Nullable UUID before) {
        return ProfileLists.statement(new ProfileSelection(workspace, true, identity, switchedOn), before, 21);
    }

    private Sql experiences(@Nullable UUID identity, String @Nullable [] tags, @Nullable Place after) {
        return ExperienceLists.statement(new ExperienceSelection(workspace, true, identity, tags), after, 21);
    }

    private Sql skills(@Nullable UUID identity, @Nullable String category, @Nullable UUID before) {
        return SkillLists.statement(new SkillSelection(workspace, true, identity, category), before, 21);
    }

    @Test
    void profilesAreListedByTheirKeyTheirIdentityAndWhetherTheyAreSwitchedOff() throws SQLException {
        assertReadInOrderOf("profiles_pkey", profiles(null, null, null));
        assertReadInOrderOf("profiles_pkey", profiles(null, null, id(4, 20_000)));
        assertReadInOrderOf("profiles_pkey", profiles(null, true, null));
        assertReadInOrderOf("profiles_switched_off", profiles(null, false, null));
        assertFoundBy("profiles_of_an_identity", profiles(id(1, 40), null, null));
        assertFoundBy("profiles_of_an_identity", profiles(id(1, 40), false, null));
    }

    @Test
    void experiencesAreListedByTheirStartTheirIdentityAndTheirTags() throws SQLException {
        Place after = new Place(LocalDate.of(2010, 1, 1), id(2, 7));
        assertReadInOrderOf("experiences_newest_first", experiences(null, null, null));
        assertReadInOrderOf("experiences_newest_first", experiences(null, null, after));
        assertFoundBy("experiences_of_an_identity", experiences(id(1, 40), null, null));
        assertFoundBy("experiences_of_an_identity", experiences(id(1, 40), null, after));
        assertFoundBy("experiences_by_tags", experiences(null, new String[] {"one-of-1000-8"}, null));
        assertFoundBy("experiences_of_an_identity", experiences(id(1, 40), new String[] {"all"}, null));
        assertReadInOrderOf("experiences_newest_first", experiences(null, new String[] {"all"}, null));
    }

    @Test
    void skillsAreListedByTheirKeyTheirIdentityAndTheirCategory() throws SQLException {
        assertReadInOrderOf("skills_pkey", skills(null, null, null));
        assertFoundBy("skills_of_an_identity", skills(id(1, 40), null, null));
        assertFoundBy("skills_by_category", skills(null, "category-8", null));
        assertFoundBy("skills_by_category", skills(null, "category-8", id(3, 20_000)));
        assertFoundBy("skills_of_an_identity", skills(id(1, 40), "category-8", null));
    }

    @Test
    void aMaskIsMadeOfRowsThatAreFoundByTheirKeys() throws SQLException {
        for (Sql mask : new Sql[] {
            new Sql("").add(Masks.BY_SLUG, "old-p-8"), new Sql("").add(Masks.BY_ID, id(4, 8)),
        }) {
            assertFoundBy("profiles_pkey", mask);
            assertFoundBy("identities_pkey", mask);
            // Each by its id, by whichever index: not all that the identity has, for the few that are named.
            assertEquals(2, BY_ITS_ID.matcher(plan(mask)).results().count(), plan(mask));
        }
        assertFoundBy("profile_slugs_pkey", new Sql("").add(Masks.BY_SLUG, "old-p-8"));
    }

    /** The test's own proof: without its index a filter is seen to go another way. */
    @Test
    void aMissingIndexWouldBeSeen() throws SQLException {
        Sql byTag = experiences(null, new String[] {"one-of-1000-8"}, null);
        String plan = plan(byTag, "DROP INDEX app.experiences_by_tags");
        assertFalse(plan.contains("experiences_by_tags"), plan);
        assertThrows(AssertionError.class, () -> assertFoundBy("skills_pkey", byTag));
        assertEquals(plan(byTag), plan(byTag));
    }
}
