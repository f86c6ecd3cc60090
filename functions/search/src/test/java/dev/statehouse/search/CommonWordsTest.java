package dev.statehouse.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Of common words, the pieces in which they weigh most are found without looking at all others, and are the same as if all were. */
class CommonWordsTest {

    @Test
    void aFewPiecesAreRankedAsAllWouldBe() {
        try (Search search = new Search()) {
            UUID conversation = new Texts(search.database(), search.workspace()).conversation(null);
            // Each word weighs something else in each text: for how often it is there, and for how long the text is.
            search.database().asOwner("""
                            INSERT INTO messages (workspace_id, id, conversation_id, seq, role, content, token_count, since_change)
                            SELECT '%s', gen_random_uuid(), '%s', n, 'user',
                                   repeat('kettle ', n %% 7) || repeat('teapot ', n %% 5) || repeat('word' || n %% 11 || ' ', 3 + n %% 60), 1, 0
                            FROM generate_series(1, 2000) n;
                            SELECT app.measure_chunks('%1$s');
                            UPDATE search_spaces SET leveled = true, reweighed_to = '00000000-0000-0000-0000-000000000000';
                            SELECT app.reweigh_chunks('%1$s', 10000)
                            """.formatted(search.workspace(), conversation));
            for (String words : new String[] {"kettl", "teapot", "kettl,teapot"}) {
                String times = words.replaceAll("\\w+", "1");
                String[] ranked = ranked(search, words, times).split(" ", 3);
                assertEquals("true", ranked[1], words);
                assertTrue(Integer.parseInt(ranked[0]) < 1500, words + ": " + ranked[0] + " were ranked");
                assertEquals(all(search, words, times), ranked[2], words);
            }
        }
    }

    // A limit of 300 pieces stands for the thousands of a large workspace.
    private static String ranked(Search search, String words, String times) {
        return search.answer("""
            SELECT f.scanned || ' ' || f.complete || ' ' || array_to_string(ARRAY(SELECT round(s::numeric, 3) FROM unnest(f.scores) s), ' ')
            FROM (SELECT ROW('{0}', '%1$s', NULL, NULL, true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, true, NULL)::app.search_scope AS scope) s,
                 LATERAL app.weigh_search_words(s.scope, 2000, '%2$s', '%3$s', 300) w,
                 LATERAL app.rank_by_words(s.scope, 2000, w, NULL, NULL, NULL, NULL, 10, 300) f
            """.formatted(search.workspace(), "{" + words + "}", "{" + times + "}"));
    }

    private static String all(Search search, String words, String times) {
        return search.answer("""
            SELECT string_agg(round(r.score::numeric, 3)::text, ' ' ORDER BY r.score DESC)
            FROM (SELECT -(c.weights OPERATOR(public.<#>) v.weighed) AS score
                  FROM app.weigh_search_words(
                      ROW('{0}', '%1$s', NULL, NULL, true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, true, NULL)::app.search_scope, 2000, '%2$s',
                      '%3$s', 300) w
                  CROSS JOIN LATERAL (
                      SELECT ('{' || string_agg(app.place_of_word(t.word) || ':' || t.weight / 1000, ',') || '}/1000000000')::public.sparsevec
                      FROM unnest(w) t) AS v (weighed)
                  JOIN app.chunks c ON c.workspace_id = '%1$s'
                  ORDER BY score DESC
                  LIMIT 10) r
            """.formatted(search.workspace(), "{" + words + "}", "{" + times + "}"));
    }
}
