-- Search in prompt cards. SECURITY DEFINER, because under row security PostgreSQL refuses GIN indexes to @@ and %>, which
-- are not leakproof: the workspace and the person therefore come from the binding, never from an argument.
--
-- Only search_prompt_cards may be called by the application. It bounds its own work: each step below stops at a number of
-- cards, and the answer says when one did.

-- The cards that a search may see. No settings and no definer of its own, so that the planner inlines it and each
-- caller's condition reaches the indexes; SELECT * follows the table when it gains columns.
CREATE OR REPLACE FUNCTION app.prompt_cards_in_scope(
    workspace uuid, person uuid, project uuid, with_tags text[], with_variables jsonb, with_metadata jsonb)
RETURNS SETOF app.prompt_cards
LANGUAGE sql STABLE
AS $$
    SELECT *
    FROM app.prompt_cards c
    WHERE c.workspace_id = workspace
      AND (c.visibility = 'workspace' OR c.owner_id = person)
      AND c.deleted_at IS NULL
      AND (project IS NULL OR c.project_id = project)
      AND (with_tags IS NULL OR c.tags @> with_tags)
      AND (with_variables IS NULL OR c.variables @> with_variables)
      AND (with_metadata IS NULL OR c.metadata @> with_metadata)
$$;

-- The words that a query looks for, as tsquery literals in their order, and one query of all that it excludes (NULL for
-- nothing). Reads the query's text form, in which a negation is an exclamation mark before a word or a parenthesis.
CREATE OR REPLACE FUNCTION app.split_query(asked tsquery, OUT words text[], OUT excluded tsquery)
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    token text;
    negated text;
    depth integer := 0;
BEGIN
    words := '{}';
    FOR token IN SELECT m[1] FROM regexp_matches(asked::text, '(''(?:[^'']|'''')*''|<[^>]*>|[!()&|])', 'g') AS m
    LOOP
        IF negated IS NOT NULL THEN
            negated := negated || ' ' || token;
            depth := depth + CASE token WHEN '(' THEN 1 WHEN ')' THEN -1 ELSE 0 END;
            IF depth = 0 AND token <> '!' THEN
                excluded := coalesce(excluded || negated::tsquery, negated::tsquery);
                negated := NULL;
            END IF;
        ELSIF token = '!' THEN
            negated := '';
        ELSIF left(token, 1) = '''' AND token <> ALL (words) THEN
            words := words || token;
        END IF;
    END LOOP;
END
$$;

-- Cards in which the whole query holds. Of more than `most`, those that hold it in their title are taken first.
--
-- The sub-selects hide the query from the planner. It would else trust how often a word occurs in all workspaces, and
-- walk the table for the sake of the limit where a word is common elsewhere.
CREATE OR REPLACE FUNCTION app.find_prompt_cards_by_all_words(
    workspace uuid, person uuid, project uuid, with_tags text[], with_variables jsonb, with_metadata jsonb,
    asked tsquery, most integer, OUT cards uuid[], OUT complete boolean)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    cards := ARRAY(
        SELECT c.id
        FROM app.prompt_cards_in_scope(workspace, person, project, with_tags, with_variables, with_metadata) c
        WHERE c.search @@ (SELECT asked)
        LIMIT most + 1);
    complete := cardinality(cards) <= most;
    IF NOT complete THEN
        cards := ARRAY(
            SELECT c.id
            FROM app.prompt_cards_in_scope(workspace, person, project, with_tags, with_variables, with_metadata) c
            WHERE to_tsvector('english', translate(c.title, '<>', '  ')) @@ (SELECT asked) AND c.search @@ asked
            LIMIT most) || cards;
    END IF;
END
$$;

-- How much each word tells: the fewer cards it occurs in, the more. The newest cards are a sample that finds the common
-- words; cards of the others are counted and kept, at most `most` a word. A word with weight NULL occurs nowhere.
CREATE OR REPLACE FUNCTION app.weigh_words(
    workspace uuid, person uuid, project uuid, with_tags text[], with_variables jsonb, with_metadata jsonb,
    words text[], excluded tsquery, most integer)
RETURNS TABLE (word tsquery, weight double precision, common boolean, cards uuid[])
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
    WITH newest AS MATERIALIZED (
        SELECT strip(c.search) AS search
        FROM app.prompt_cards_in_scope(workspace, person, project, with_tags, with_variables, with_metadata) c
        ORDER BY c.id DESC
        LIMIT 300
    ),
    sampled AS (
        SELECT w.word::tsquery AS word, count(n.search) AS among,
               count(*) FILTER (WHERE n.search @@ w.word::tsquery) AS seen
        FROM unnest(words) AS w (word)
        LEFT JOIN newest n ON true
        GROUP BY w.word
    ),
    counted AS MATERIALIZED (
        SELECT s.word, s.among, s.seen, s.seen * 50 > s.among AS common,
               ARRAY(
                   SELECT c.id
                   FROM app.prompt_cards_in_scope(workspace, person, project, with_tags, with_variables, with_metadata) c
                   WHERE c.search @@ s.word AND s.seen * 50 <= s.among
                     AND (excluded IS NULL OR NOT c.search @@ excluded)
                   LIMIT most) AS cards
        FROM sampled s
    )
    -- Continuous: a word in one card of 50 weighs ln(51), one that is not common never less.
    SELECT word,
           CASE
               WHEN common THEN ln(1 + among::double precision / seen)
               WHEN cardinality(cards) > 0 THEN ln(1 + 50 * (1 + most::double precision / cardinality(cards)))
           END,
           common, cards
    FROM counted
$$;

-- Cards in which any of the words occurs, and those whose title resembles a word that occurs nowhere; `most` at most of
-- each. The rarest words choose the cards. Common ones bring in cards only while there is less than a page of others.
CREATE OR REPLACE FUNCTION app.rank_prompt_cards_by_any_word(
    workspace uuid, person uuid, project uuid, with_tags text[], with_variables jsonb, with_metadata jsonb,
    words text[], excluded tsquery, most integer, OUT cards uuid[], OUT scores double precision[], OUT matches text[],
    OUT complete boolean)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    a_page CONSTANT integer := 100;
    known tsquery[];
    weights double precision[];
    unknown text[];
    any_known tsquery;
    found uuid[];
BEGIN
    WITH weighed AS MATERIALIZED (
        SELECT * FROM app.weigh_words(workspace, person, project, with_tags, with_variables, with_metadata,
                                      words, excluded, most)
    )
    SELECT array_agg(w.word ORDER BY w.weight DESC, w.word) FILTER (WHERE w.weight IS NOT NULL),
           array_agg(w.weight ORDER BY w.weight DESC, w.word) FILTER (WHERE w.weight IS NOT NULL),
           ARRAY(SELECT app.plain_word(u.word::text) FROM weighed u
                 WHERE u.weight IS NULL AND length(app.plain_word(u.word::text)) >= 4 ORDER BY length(u.word::text) DESC LIMIT 5),
           ARRAY(SELECT hit.id FROM weighed r, unnest(r.cards) AS hit (id) GROUP BY hit.id
                 ORDER BY max(r.weight) DESC, hit.id DESC LIMIT most + 1),
           coalesce(NOT bool_or(w.common) AND max(cardinality(w.cards)) < most, true)
    INTO known, weights, unknown, cards, complete
    FROM weighed w;
    complete := complete AND cardinality(cards) <= most;

    IF known IS NOT NULL THEN
        any_known := array_to_string(known, ' | ')::tsquery;
        IF NOT complete AND cardinality(cards) < a_page THEN
            found := ARRAY(
                SELECT c.id
                FROM app.prompt_cards_in_scope(workspace, person, project, with_tags, with_variables, with_metadata) c
                WHERE c.search @@ (SELECT any_known) AND (excluded IS NULL OR NOT c.search @@ excluded)
                LIMIT most + 1);
            complete := cardinality(found) <= most;
            cards := CASE WHEN complete THEN found ELSE cards || found END;
        END IF;
        IF NOT complete THEN
            cards := cards[1:most / 2] || ARRAY(
                SELECT c.id
                FROM app.prompt_cards_in_scope(workspace, person, project, with_tags, with_variables, with_metadata) c
                WHERE to_tsvector('english', translate(c.title, '<>', '  ')) @@ (SELECT any_known)
                  AND (excluded IS NULL OR NOT c.search @@ excluded)
                LIMIT most / 2) || cards[most / 2 + 1:];
        END IF;
        cards := cards[1:most];
    END IF;

    IF unknown <> '{}' THEN
        -- Lower than the default 0.6: one wrong letter in a word of six leaves about half of its trigrams. Set here and for
        -- the transaction, because a function's own SET of an extension's parameter needs a superuser, or a session that
        -- has loaded the extension, and so would fail where a dump is restored.
        PERFORM set_config('pg_trgm.word_similarity_threshold', '0.45', true);
        SELECT coalesce(array_agg(a.id), '{}') || cards, complete AND coalesce(max(a.place), 0) <= most / 5
        INTO cards, complete
        FROM unnest(unknown) AS u (word)
        CROSS JOIN LATERAL (
            SELECT t.id, row_number() OVER (ORDER BY public.word_similarity(u.word, t.title) DESC, t.id DESC) AS place
            FROM (
                SELECT c.id, c.title
                FROM app.prompt_cards_in_scope(workspace, person, project, with_tags, with_variables, with_metadata) c
                WHERE c.title OPERATOR(public.%>) u.word AND (excluded IS NULL OR NOT c.search @@ excluded)
                LIMIT most) t
            ORDER BY place
            LIMIT most / 5 + 1) a;
    END IF;

    -- A word in the title ranks near 0.12, hence the 0.12 by which a likeness is scaled to it; 12 is the weight of a word
    -- that hardly any card has. Sums are ordered: the same card must score the same, to the bit, on the next page.
    SELECT array_agg(ranked.id), array_agg(ranked.score), array_agg(ranked.match)
    INTO cards, scores, matches
    FROM (
        SELECT c.id,
               coalesce(by_words.score, 0) + coalesce(by_likeness.score, 0) AS score,
               CASE WHEN by_words.score > 0 THEN 'any-word' ELSE 'fuzzy' END AS match
        FROM app.prompt_cards c
        CROSS JOIN LATERAL (
            SELECT sum(k.weight * ts_rank('{0.3, 0.4, 0.6, 1}', c.search, k.word, 1) ORDER BY k.n) AS score
            FROM unnest(known, weights) WITH ORDINALITY AS k (word, weight, n)) by_words
        CROSS JOIN LATERAL (
            SELECT sum(12 * 0.12 * public.word_similarity(u.word, c.title) ^ 2 ORDER BY u.word) AS score
            FROM unnest(unknown) AS u (word)
            WHERE c.title OPERATOR(public.%>) u.word) by_likeness
        WHERE c.workspace_id = workspace AND c.id = ANY (cards)
    ) ranked;
    cards := coalesce(cards, '{}');
END
$$;

-- The word in a tsquery literal, without its quotes.
CREATE OR REPLACE FUNCTION app.plain_word(literal text) RETURNS text
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT replace(replace(substr(literal, 2, length(literal) - 2), '''''', ''''), '\\', '\')
$$;

-- A text with each hit between U+0002 and U+0003, which are taken out of the text itself. ts_headline drops whatever looks
-- like a tag, so the angle brackets of the text wait as U+0004 and U+0005 while it works.
CREATE OR REPLACE FUNCTION app.marked(body text, any_word tsquery, options text) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT translate(
        ts_headline('english', translate(body, '<>' || chr(2) || chr(3), chr(4) || chr(5)), any_word,
                    options || ', StartSel=' || chr(2) || ', StopSel=' || chr(3)),
        chr(4) || chr(5), '<>')
$$;

-- The piece of a text around the first of the words, marked; NULL if there is none. A stem may differ from its word in
-- the last letter ("happi"), so that letter is not looked for.
CREATE OR REPLACE FUNCTION app.snippet(body text, words text[], any_word tsquery) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE WHEN strpos(piece.text, chr(2)) > 0 THEN piece.text END
    FROM (
        SELECT coalesce(min(strpos(bounded.lower, stem.text)), 1) AS start
        FROM (SELECT lower(left(body, 100000)) AS lower) bounded,
             unnest(words) AS w (word), app.plain_word(w.word) AS p (word),
             left(p.word, greatest(3, length(p.word) - 1)) AS stem (text)
        WHERE strpos(bounded.lower, stem.text) > 0
    ) hit
    CROSS JOIN LATERAL app.marked(
        substr(body, greatest(1, hit.start - 100), 500), any_word, 'MinWords=10, MaxWords=30') AS piece (text)
$$;

-- One page of the cards that answer a question in websearch syntax, best first. There is always a row: without a hit it
-- has no id, and `match` is 'none', or 'no-words' if the question (or one side of an `or`) has nothing to look for.
--
-- `relaxed` NULL decides by whether every word is found; later pages pass what the first one found. `scanned` cards were
-- ranked; `complete` tells that no matching card was left out of the ranking.
CREATE OR REPLACE FUNCTION app.search_prompt_cards(
    question text, project uuid, with_tags text[], with_variables jsonb, with_metadata jsonb,
    relaxed boolean, after_score double precision, after_id uuid, page_rows integer)
RETURNS TABLE (
    id uuid, slug text, title text, description text, tags text[], project_id uuid, last_version integer, visibility text,
    score double precision, match text, title_marked text, description_marked text, template_marked text,
    scanned integer, complete boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    most_ranked CONSTANT integer := 2000;
    most_relaxed CONSTANT integer := 1000;
    most_words CONSTANT integer := 24;
    workspace CONSTANT uuid := app.current_workspace();
    person CONSTANT uuid := app.current_person();
    asked CONSTANT tsquery := websearch_to_tsquery('english', question);
    words text[];
    any_word tsquery;
    excluded tsquery;
    cards uuid[] := '{}';
    scores double precision[];
    matches text[];
    whole boolean := true;
BEGIN
    IF querytree(asked) IN ('', 'T') THEN
        RETURN QUERY SELECT NULL::uuid, NULL, NULL, NULL, NULL::text[], NULL::uuid, NULL::integer, NULL, NULL::float8,
                            'no-words', NULL, NULL, NULL, 0, true;
        RETURN;
    END IF;
    SELECT parts.words, parts.excluded INTO words, excluded FROM app.split_query(asked) parts;

    IF relaxed IS NOT TRUE THEN
        SELECT f.cards, f.complete INTO cards, whole
        FROM app.find_prompt_cards_by_all_words(workspace, person, project, with_tags, with_variables, with_metadata,
                                                asked, most_ranked) f;
        SELECT array_agg(c.id), array_agg(ts_rank(c.search, asked, 1)::float8), array_agg('all-words'::text)
        INTO cards, scores, matches
        FROM app.prompt_cards c
        WHERE c.workspace_id = workspace AND c.id = ANY (cards[1:most_ranked]);
    END IF;
    IF relaxed OR (relaxed IS NULL AND cards IS NULL) THEN
        SELECT r.cards, r.scores, r.matches, r.complete AND cardinality(words) <= most_words
        INTO cards, scores, matches, whole
        FROM app.rank_prompt_cards_by_any_word(workspace, person, project, with_tags, with_variables, with_metadata,
                                               words[1:most_words], excluded, most_relaxed) r;
    END IF;

    any_word := array_to_string(words, ' | ')::tsquery;
    RETURN QUERY
    WITH page AS (
        SELECT r.id, r.score, r.match
        FROM unnest(cards, scores, matches) AS r (id, score, match)
        WHERE after_id IS NULL OR (r.score, r.id) < (after_score, after_id)
        ORDER BY r.score DESC, r.id DESC
        LIMIT page_rows
    )
    SELECT p.id, c.slug, c.title, c.description, c.tags, c.project_id, c.last_version, c.visibility,
           p.score, coalesce(p.match, 'none'),
           app.marked(c.title, any_word, 'HighlightAll=true'),
           app.snippet(c.description, words, any_word),
           (SELECT app.snippet(v.template, words, any_word)
            FROM app.prompt_versions v
            WHERE v.workspace_id = workspace AND v.card_id = c.id AND v.number = c.last_version),
           coalesce(cardinality(cards), 0), whole
    FROM (SELECT) AS always
    LEFT JOIN page p ON true
    LEFT JOIN app.prompt_cards c ON c.workspace_id = workspace AND c.id = p.id
    ORDER BY p.score DESC, p.id DESC;
END
$$;

GRANT EXECUTE ON FUNCTION app.search_prompt_cards(text, uuid, text[], jsonb, jsonb, boolean, double precision, uuid, integer)
    TO statehouse_app;
