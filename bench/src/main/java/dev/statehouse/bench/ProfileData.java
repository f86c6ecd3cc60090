package dev.statehouse.bench;

import dev.statehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Identities with a profile, ten experiences and ten skills each, by number, in a database of their own. */
record ProfileData(TestDatabase database, Size size) {

    private static final int STEP = 10_000;
    private static final int EACH = 10;
    // Prime to every number of workspaces in use, so that a sample touches all of them.
    private static final int STRIDE = 53;
    private static final int SAMPLE = 20_000;
    private static final long TWELVE_DIGITS = 100_000_000_000L;
    private static final List<String> TABLES =
            List.of("identities", "experiences", "skills", "profiles", "profile_slugs");

    int identities() {
        return size.cards() / EACH;
    }

    int pieces() {
        return identities() * EACH;
    }

    /** @param kind 1 of identities, 4 of profiles */
    static UUID id(int kind, int number) {
        return UUID.fromString("01990000-0000-7000-800" + kind + "-" + (TWELVE_DIGITS + number));
    }

    static String mask(int identity) {
        return "/v1/profiles/mask-" + identity;
    }

    UUID workspaceOf(int identity) {
        return Cards.workspaceId(identity % size.workspaces());
    }

    List<Integer> sample() {
        List<Integer> sample = new ArrayList<>();
        for (int i = 0; i < Math.min(SAMPLE, identities()); i++) {
            sample.add((int) ((long) i * STRIDE % identities()));
        }
        return sample;
    }

    void load() throws SQLException {
        Progress.say("profiles: loading " + pieces() + " experiences");
        database.migrate();
        // A superuser may make temporary tables; the rows are the owner's all the same.
        try (Connection connection = database.connect("postgres", false);
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = app, public; SET synchronous_commit = off");
            statement.execute("""
                    INSERT INTO workspaces (id, slug, name)
                    SELECT ('%s' || %d + n)::uuid, 'workspace-' || n, 'Workspace ' || n FROM generate_series(0, %d) n;
                    CREATE FUNCTION bench_id(kind integer, number integer) RETURNS uuid LANGUAGE sql IMMUTABLE AS
                        $$ SELECT ('01990000-0000-7000-800' || kind || '-' || 100000000000 + number)::uuid $$
                    """.formatted(Cards.WORKSPACE_ID, TWELVE_DIGITS, size.workspaces() - 1));
            // The log of what is filled in would be most of the work.
            for (String table : TABLES) {
                statement.execute("ALTER TABLE " + table + " DISABLE TRIGGER ALL");
            }
            for (int from = 0; from < identities(); from += STEP) {
                statement.execute("BEGIN; " + rows(from, Math.min(from + STEP, identities()) - 1) + "; COMMIT");
            }
            for (String table : TABLES) {
                statement.execute("ALTER TABLE " + table + " ENABLE TRIGGER ALL");
                statement.execute("VACUUM ANALYZE " + table);
            }
        }
    }

    private String rows(int first, int last) {
        return """
                CREATE TEMPORARY TABLE numbered ON COMMIT DROP AS
                SELECT ('%4$s' || %5$d + i %% %3$d)::uuid AS workspace_id, i FROM generate_series(%1$d, %2$d) i;
                INSERT INTO identities (workspace_id, id, name) SELECT workspace_id, bench_id(1, i), 'Identity ' || i FROM numbered;
                INSERT INTO experiences (workspace_id, id, identity_id, organisation, title, description, start_date, end_date, tags)
                SELECT workspace_id, bench_id(2, i * 10 + p), bench_id(1, i), 'Organisation ' || i %% 700, 'Title ' || p,
                       repeat('What was done there, and why. ', 10), '2000-01-01'::date + (i + p * 500) %% 9000, NULL,
                       ARRAY['topic-' || i %% 40, 'kind-' || p]
                FROM numbered, generate_series(0, 9) p;
                INSERT INTO skills (workspace_id, id, identity_id, name, category, level, keywords)
                SELECT workspace_id, bench_id(3, i * 10 + p), bench_id(1, i), 'Skill ' || p, 'category-' || (i + p) %% 20, 'expert',
                       ARRAY['one', 'two']
                FROM numbered, generate_series(0, 9) p;
                INSERT INTO profiles (workspace_id, id, identity_id, slug, headline, summary, mask_settings)
                SELECT workspace_id, bench_id(4, i), bench_id(1, i), 'mask-' || i, 'Headline', repeat('In short. ', 30),
                       jsonb_build_object(
                           'experiences', (SELECT jsonb_agg(bench_id(2, i * 10 + p)) FROM generate_series(9, 0, -1) p),
                           'skills', (SELECT jsonb_agg(bench_id(3, i * 10 + p)) FROM generate_series(9, 0, -1) p))
                FROM numbered;
                INSERT INTO profile_slugs (workspace_id, slug, profile_id)
                SELECT workspace_id, s || 'mask-' || i, bench_id(4, i) FROM numbered, unnest(ARRAY['', 'was-']) s
                """.formatted(first, last, size.workspaces(), Cards.WORKSPACE_ID, TWELVE_DIGITS);
    }
}
