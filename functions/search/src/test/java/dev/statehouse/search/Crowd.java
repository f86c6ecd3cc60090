package dev.statehouse.search;

import dev.statehouse.testing.TestDatabase;
import java.util.UUID;

/**
 * 200,000 cards in one workspace and 5,000 in 19 others, on about 40 words each. In the large one {@code commonplace} is
 * in 40 cards of 100, {@code seldom} in 20 of all.
 *
 * <p>The search vectors are put together from 500 ready pieces, and the GIN indexes built afterwards: minutes become
 * seconds.
 */
public final class Crowd {

    public static final UUID LARGE = UUID.fromString("00000000-0000-7000-8000-000000000001");

    private static final String WORKSPACES = """
            INSERT INTO workspaces (id, slug, name)
            SELECT ('00000000-0000-7000-8000-0000000000' || to_char(i, 'FM00'))::uuid, 'crowd-' || i, 'Crowd'
            FROM generate_series(1, 20) i;
            """;

    // Made-up words; the cube makes the first ones as frequent as a language's.
    private static final String WORDS = """
            CREATE TABLE words AS
            SELECT n, (SELECT string_agg(chr(97 + ('x' || substr(md5(n::text), k * 2 + 1, 2))::bit(8)::int % 26), '')
                       FROM generate_series(0, 4 + n % 4) k) AS word
            FROM generate_series(1, 3000) n;
            ALTER TABLE words ADD PRIMARY KEY (n);
            CREATE TABLE pieces AS
            SELECT p, (SELECT setweight(to_tsvector('english', string_agg(w.word, ' ')), 'D')
                       FROM generate_series(1, 20) k
                       JOIN words w ON w.n = 1 + floor(3000 * power(
                           ('x' || substr(md5(p || ':' || k), 1, 7))::bit(28)::int / 268435456.0, 3))::int) AS search
            FROM generate_series(0, 499) p;
            ALTER TABLE pieces ADD PRIMARY KEY (p);
            """;

    private static final String CARDS = """
            INSERT INTO prompt_cards (workspace_id, id, slug, title, search)
            SELECT ('00000000-0000-7000-8000-0000000000' || to_char(CASE WHEN i <= 200000 THEN 1 ELSE 2 + i % 19 END, 'FM00'))::uuid,
                   ('01900000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'card-' || i, t.title,
                   setweight(to_tsvector('english', t.title), 'A') || a.search || b.search
                       || CASE WHEN i % 5 < 2 THEN to_tsvector('english', 'commonplace') ELSE '' END
                       || CASE WHEN i % 10000 = 77 THEN to_tsvector('english', 'seldom') ELSE '' END
            FROM generate_series(1, 205000) i
            CROSS JOIN LATERAL (
                SELECT w.word || ' ' || v.word || CASE WHEN i % 97 = 0 THEN ' Commonplace ' ELSE ' ' END || i AS title
                FROM words w, words v
                WHERE w.n = 1 + i % 2999 AND v.n = 1 + (i * 7919) % 3000) t
            JOIN pieces a ON a.p = i % 500
            JOIN pieces b ON b.p = i / 7 % 499;
            """;

    private Crowd() {}

    public static void load(TestDatabase database) {
        database.asOwner(WORKSPACES + WORDS + """
                CREATE TABLE definitions AS
                SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS sql
                FROM pg_index
                WHERE indrelid = 'prompt_cards'::regclass AND pg_get_indexdef(indexrelid) LIKE '%USING gin%';
                DO $$ DECLARE name text; BEGIN
                    FOR name IN SELECT d.name FROM definitions d LOOP EXECUTE 'DROP INDEX ' || name; END LOOP;
                END $$;
                """ + CARDS + """
                DO $$ DECLARE sql text; BEGIN
                    FOR sql IN SELECT d.sql FROM definitions d LOOP EXECUTE sql; END LOOP;
                END $$;
                DROP TABLE definitions, words, pieces;
                ANALYZE prompt_cards;
                """);
    }
}
