-- Search by words. SECURITY DEFINER, because under row security PostgreSQL refuses GIN indexes to @@, which is not leakproof: the
-- workspace and the person therefore come from the binding, never from an argument.

-- The pieces that a search may see. No settings and no definer of its own, so that the planner inlines it and each caller's condition
-- reaches the indexes.
CREATE OR REPLACE FUNCTION app.chunks_in_scope(
    shards integer[], workspace uuid, person uuid, kinds text[], all_versions boolean, parent uuid, project uuid, owner uuid,
    with_tags text[], with_metadata jsonb, since timestamptz, until timestamptz, aligning uuid[])
RETURNS SETOF app.chunks
LANGUAGE sql STABLE
AS $$
    SELECT *
    FROM app.chunks c
    WHERE c.shard = ANY (shards)
      AND c.workspace_id = workspace
      AND (c.owner_id IS NULL OR c.owner_id = person)
      AND NOT c.hidden
      AND (aligning IS NULL OR c.parent_id <> ALL (aligning))
      AND (all_versions OR c.newest)
      AND (kinds IS NULL OR c.kind = ANY (kinds))
      AND (parent IS NULL OR c.parent_id = parent)
      AND (project IS NULL OR c.project_id = project)
      AND (owner IS NULL OR c.owner_id = owner)
      AND (with_tags IS NULL OR c.tags @> with_tags)
      AND (with_metadata IS NULL OR c.metadata @> with_metadata)
      AND (since IS NULL OR c.created_at >= since)
      AND (until IS NULL OR c.created_at < until)
$$;

-- The rows whose pieces nobody finds until they are in line with them, NULL for none, and whether the person would find some: for a row
-- that was deleted or hidden from the person, what is left out is what will be.
CREATE OR REPLACE FUNCTION app.parents_to_align(scope app.search_scope, OUT parents uuid[], OUT some_are_missed boolean)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT array_agg(b.parent_id),
           coalesce(bool_or(NOT b.hidden AND (b.owner_id IS NULL OR b.owner_id = scope.person)
                            AND (scope.parent IS NULL OR b.parent_id = scope.parent)
                            AND (scope.project IS NULL OR b.project_id = scope.project)), false)
    FROM app.chunk_backlog b
    WHERE b.workspace_id = scope.workspace
$$;

-- A word as a tsquery has it, whatever is in it.
CREATE OR REPLACE FUNCTION app.quoted_word(word text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT '''' || replace(replace(word, '\', '\\'), '''', '''''') || ''''
$$;

-- How much each word tells: the fewer pieces of the workspace have it, the more (BM25's idf), and the more often it is asked for. Pieces
-- of rare words are counted, of common ones their share among the newest. A word that is in no piece is left out. What the person may
-- not find counts for nothing: a weight, and a cursor that holds it, would tell of it.
CREATE OR REPLACE FUNCTION app.weigh_search_words(scope app.search_scope, pieces bigint, words text[], times integer[], most integer)
RETURNS app.search_word[]
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
    WITH newest AS MATERIALIZED (
        SELECT c.search
        FROM app.chunks c
        WHERE c.shard = ANY (scope.shards) AND c.workspace_id = scope.workspace
          AND (c.owner_id IS NULL OR c.owner_id = scope.person) AND NOT c.hidden
          AND (scope.aligning IS NULL OR c.parent_id <> ALL (scope.aligning))
        ORDER BY c.id DESC
        LIMIT 300
    ),
    sampled AS MATERIALIZED (
        SELECT w.word, w.times, q.query, n.seen, n.among
        FROM unnest(words, times) AS w (word, times)
        CROSS JOIN LATERAL (SELECT app.quoted_word(w.word)::tsquery OFFSET 0) AS q (query)
        CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE n.search @@ q.query) AS seen, count(*) AS among FROM newest n) n
    ),
    counted AS MATERIALIZED (
        SELECT s.word, s.times, s.seen * 50 > s.among AND s.among = 300 AS common, s.seen, s.among,
               CASE WHEN s.seen * 50 <= s.among OR s.among < 300 OR pieces <= most THEN
                   (SELECT count(*)
                    FROM (SELECT
                          FROM app.chunks c
                          WHERE c.shard = ANY (scope.shards) AND c.workspace_id = scope.workspace
                            AND (c.owner_id IS NULL OR c.owner_id = scope.person) AND NOT c.hidden
                            AND (scope.aligning IS NULL OR c.parent_id <> ALL (scope.aligning)) AND c.search @@ s.query
                          LIMIT most) hit)
               END AS hits
        FROM sampled s
    )
    SELECT array_agg(
        ROW(f.word, f.times * ln(1 + (greatest(pieces, f.many) - f.many + 0.5) / (f.many + 0.5)), f.many, f.common)::app.search_word
        ORDER BY f.many, f.word)
    FROM (SELECT c.word, c.times, c.common, coalesce(c.hits, pieces * c.seen / c.among) AS many FROM counted c) f
    WHERE f.many > 0
$$;

-- A query for any of the words, or for their weighing so much; NULL for none.
CREATE OR REPLACE FUNCTION app.any_word(words text[], from_level integer DEFAULT NULL, to_level integer DEFAULT NULL) RETURNS tsquery
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT string_agg(
        app.quoted_word(CASE WHEN l.level IS NULL THEN w.word ELSE app.level_word(w.word, l.level) END), ' | ')::tsquery
    FROM unnest(words) AS w (word)
    CROSS JOIN (SELECT NULL::integer WHERE from_level IS NULL
                UNION ALL SELECT generate_series(from_level, to_level)) AS l (level)
$$;

CREATE OR REPLACE FUNCTION app.rank_by_words(
    scope app.search_scope, pieces bigint, told app.search_word[], required tsquery, excluded tsquery, after_score double precision, after_id uuid,
    need integer, most integer,
    OUT ids uuid[], OUT scores double precision[], OUT scanned integer, OUT complete boolean)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    one app.search_word;
    rare text[] := '{}';
    others text[] := '{}';
    other_weights real[] := '{}';
    weighed public.sparsevec;
    room double precision := most;
    -- Below the least level no words tell theirs.
    least_level CONSTANT integer := CASE WHEN scope.leveled THEN 16 ELSE 32 END;
    level integer := 32;
    next_level integer;
    looked_for tsquery;
    more_ids uuid[];
    more_scores double precision[];
    least_score double precision;
    most_elsewhere double precision;
BEGIN
    ids := '{}';
    scores := '{}';
    scanned := 0;
    complete := true;
    IF told IS NULL THEN
        RETURN;
    END IF;
    SELECT ('{' || string_agg(v.place || ':' || v.weight, ',') || '}/1000000000')::public.sparsevec INTO weighed
    FROM (SELECT app.place_of_word(t.word) AS place, sum(t.weight) / 1000 AS weight FROM unnest(told) t GROUP BY 1) v;
    FOREACH one IN ARRAY told LOOP
        IF pieces <= 4 * most OR NOT one.common AND (room > 0 OR rare = '{}') THEN
            rare := rare || one.word;
            room := room - one.pieces;
        ELSE
            others := others || one.word;
            other_weights := other_weights || one.weight;
        END IF;
    END LOOP;
    looked_for := app.any_word(rare);
    LOOP
        IF looked_for IS NOT NULL THEN
            SELECT array_agg(f.id), array_agg(f.score), count(*)
            INTO more_ids, more_scores, room
            FROM (
                SELECT c.id, -(c.weights OPERATOR(public.<#>) weighed) AS score
                FROM app.chunks_in_scope(
                    scope.shards, scope.workspace, scope.person, scope.kinds, scope.all_versions, scope.parent, scope.project,
                    scope.owner, scope.tags, scope.metadata, scope.since, scope.until, scope.aligning) c
                WHERE c.search @@ (SELECT looked_for)
                  AND (required IS NULL OR c.search @@ required)
                  AND (excluded IS NULL OR NOT c.search @@ excluded)
                LIMIT 4 * most) f;
            scanned := scanned + room;
            IF room = 4 * most THEN
                complete := false;
            END IF;
            SELECT array_agg(b.id ORDER BY b.score DESC, b.id DESC), array_agg(b.score ORDER BY b.score DESC, b.id DESC)
            INTO ids, scores
            FROM (
                SELECT DISTINCT f.id, f.score
                FROM (SELECT * FROM unnest(ids, scores) UNION ALL SELECT * FROM unnest(more_ids, more_scores)) AS f (id, score)
                WHERE after_id IS NULL OR (f.score, f.id) < (after_score, after_id)
                ORDER BY f.score DESC, f.id DESC
                LIMIT need) b;
            ids := coalesce(ids, '{}');
            scores := coalesce(scores, '{}');
        END IF;
        EXIT WHEN others = '{}' OR NOT complete;
        least_score := CASE WHEN cardinality(scores) = need THEN scores[need] ELSE 0 END;
        SELECT sum(w.weight) * level * 2.2 / 32 INTO most_elsewhere
        FROM unnest(other_weights) AS w (weight);
        EXIT WHEN least_score >= most_elsewhere;
        IF scanned > most OR level <= least_level THEN
            complete := false;
            -- Some of too many are better than none.
            EXIT WHEN cardinality(ids) = need OR level = 0;
            looked_for := app.any_word(others);
            level := 0;
            CONTINUE;
        END IF;
        next_level := greatest(least_level, level - CASE WHEN level > 24 THEN 4 ELSE 2 END);
        looked_for := app.any_word(others, next_level, level - 1);
        level := next_level;
    END LOOP;
END
$$;

-- The pieces whose titles are spelled most like some words.
CREATE OR REPLACE FUNCTION app.rank_by_spelling(
    scope app.search_scope, asked text, least_score double precision, after_score double precision, after_id uuid, need integer, most integer,
    OUT ids uuid[], OUT scores double precision[], OUT scanned integer, OUT complete boolean)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    PERFORM set_config('pg_trgm.word_similarity_threshold', least_score::text, true);
    WITH candidates AS MATERIALIZED (
        SELECT c.id, public.word_similarity(asked, c.title)::double precision AS score
        FROM app.chunks_in_scope(
            scope.shards, scope.workspace, scope.person, scope.kinds, scope.all_versions, scope.parent, scope.project, scope.owner, scope.tags,
            scope.metadata, scope.since, scope.until, scope.aligning) c
        WHERE c.number = 0 AND c.title <> '' AND c.title OPERATOR(public.%>) asked
        LIMIT most
    )
    SELECT (SELECT count(*) FROM candidates), array_agg(b.id ORDER BY b.score DESC, b.id DESC),
           array_agg(b.score ORDER BY b.score DESC, b.id DESC)
    INTO scanned, ids, scores
    FROM (SELECT f.id, f.score
          FROM candidates f
          WHERE after_id IS NULL OR (f.score, f.id) < (after_score, after_id)
          ORDER BY f.score DESC, f.id DESC
          LIMIT need) b;
    complete := scanned < most;
    ids := coalesce(ids, '{}');
    scores := coalesce(scores, '{}');
END
$$;

-- The words of a question, how often each is in it, its phrases and what it excludes, by all languages in which the workspace has texts.
CREATE OR REPLACE FUNCTION app.read_question(
    languages text[], plain text, phrases text[], excluded_words text[],
    OUT words text[], OUT times integer[], OUT required tsquery, OUT excluded tsquery)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    phrase text;
    one tsquery;
BEGIN
    SELECT array_agg(a.lexeme), array_agg(a.times) INTO words, times
    FROM (
        SELECT w.lexeme, max(cardinality(w.positions)) AS times
        FROM unnest(languages) AS l (language)
        CROSS JOIN LATERAL unnest(app.words_of(l.language, plain || ' ' || array_to_string(phrases, ' '))) w
        GROUP BY w.lexeme) a;
    FOREACH phrase IN ARRAY phrases LOOP
        SELECT string_agg('(' || q.query::text || ')', ' | ')::tsquery INTO one
        FROM unnest(languages) AS l (language)
        CROSS JOIN LATERAL (SELECT phraseto_tsquery(l.language::regconfig, translate(phrase, '<>', '  '))) AS q (query)
        WHERE numnode(q.query) > 0;
        required := CASE WHEN required IS NULL THEN one WHEN one IS NULL THEN required ELSE required && one END;
    END LOOP;
    SELECT string_agg('(' || q.query::text || ')', ' | ')::tsquery INTO excluded
    FROM unnest(languages) AS l (language)
    CROSS JOIN unnest(excluded_words) AS e (said)
    CROSS JOIN LATERAL (SELECT phraseto_tsquery(l.language::regconfig, translate(e.said, '<>', '  '))) AS q (query)
    WHERE numnode(q.query) > 0;
END
$$;

-- The piece of a text around the first of the words, with each hit between U+0002 and U+0003; its beginning if none is in it.
CREATE OR REPLACE FUNCTION app.excerpt(language text, body text, any_word tsquery) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT translate(
        ts_headline(language::regconfig, translate(body, '<>' || chr(2) || chr(3), chr(4) || chr(5)), any_word,
                    'MinWords=10, MaxWords=40, StartSel=' || chr(2) || ', StopSel=' || chr(3)),
        chr(4) || chr(5), '<>')
$$;

-- Words of the workspace's pieces that begin with one of these, the most frequent of each; of prefixes that begin many pieces' words
-- those of the newest.
CREATE OR REPLACE FUNCTION app.words_that_begin(scope app.search_scope, prefixes text[], most_each integer) RETURNS text[]
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
    SELECT array_agg(w.lexeme)
    FROM unnest(prefixes) AS p (prefix)
    CROSS JOIN LATERAL (SELECT lower(p.prefix), (app.quoted_word(lower(p.prefix)) || ':*')::tsquery) AS b (beginning, query)
    CROSS JOIN LATERAL (
        SELECT l.lexeme
        FROM (SELECT c.search
              FROM app.chunks c
              WHERE c.shard = ANY (scope.shards) AND c.workspace_id = scope.workspace
                AND (c.owner_id IS NULL OR c.owner_id = scope.person) AND NOT c.hidden
                AND (scope.aligning IS NULL OR c.parent_id <> ALL (scope.aligning)) AND c.search @@ b.query
              LIMIT 500) hit
        CROSS JOIN LATERAL unnest(hit.search) l
        WHERE starts_with(l.lexeme, b.beginning)
        GROUP BY l.lexeme
        ORDER BY count(*) DESC, l.lexeme
        LIMIT most_each) w
$$;

-- Where a piece's row is found, as answers tell it, and its title or that of what it belongs to.
CREATE OR REPLACE FUNCTION app.chunk_source(of_workspace uuid, of_kind text, of_row uuid, OUT title text, OUT source jsonb)
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
-- Once a session, instead of for each hit.
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
BEGIN
    CASE of_kind
        WHEN 'experience' THEN
            SELECT e.title, jsonb_build_object('identityId', e.identity_id, 'experienceId', e.id, 'organisation', e.organisation)
            INTO title, source
            FROM app.experiences e WHERE e.workspace_id = of_workspace AND e.id = of_row;
        WHEN 'issue' THEN
            SELECT i.title, jsonb_build_object('projectId', i.project_id, 'issueId', i.id, 'number', i.number, 'state', i.state)
            INTO title, source
            FROM app.issues i WHERE i.workspace_id = of_workspace AND i.id = of_row;
        WHEN 'knowledge' THEN
            SELECT e.title,
                   jsonb_build_object('entryId', e.id, 'pieceId', k.id, 'number', k.number, 'sourceType', e.source_type,
                                      'sourceUrl', e.source_url)
            INTO title, source
            FROM app.knowledge_pieces k
            JOIN app.knowledge_entries e ON e.workspace_id = k.workspace_id AND e.id = k.entry_id
            WHERE k.workspace_id = of_workspace AND k.id = of_row;
        WHEN 'log' THEN
            SELECT r.name,
                   jsonb_build_object('runId', r.id, 'agent', r.agent, 'logId', c.metadata -> 'logId', 'level', c.tags[1])
            INTO title, source
            FROM app.chunks c
            JOIN app.agent_runs r ON r.workspace_id = c.workspace_id AND r.id = c.parent_id
            WHERE c.workspace_id = of_workspace AND c.row_id = of_row AND c.number = 0;
        WHEN 'message' THEN
            SELECT c.title, jsonb_build_object('conversationId', c.id, 'messageId', m.id, 'seq', m.seq, 'role', m.role)
            INTO title, source
            FROM app.messages m
            JOIN app.conversations c ON c.workspace_id = m.workspace_id AND c.id = m.conversation_id
            WHERE m.workspace_id = of_workspace AND m.id = of_row;
        WHEN 'profile' THEN
            SELECT p.headline, jsonb_build_object('identityId', p.identity_id, 'profileId', p.id, 'slug', p.slug)
            INTO title, source
            FROM app.profiles p WHERE p.workspace_id = of_workspace AND p.id = of_row;
        WHEN 'prompt' THEN
            SELECT c.title, jsonb_build_object('cardId', c.id, 'slug', c.slug, 'versionId', v.id, 'version', v.number)
            INTO title, source
            FROM app.prompt_versions v
            JOIN app.prompt_cards c ON c.workspace_id = v.workspace_id AND c.id = v.card_id
            WHERE v.workspace_id = of_workspace AND v.id = of_row;
        WHEN 'skill' THEN
            SELECT s.name, jsonb_build_object('identityId', s.identity_id, 'skillId', s.id, 'category', s.category)
            INTO title, source
            FROM app.skills s WHERE s.workspace_id = of_workspace AND s.id = of_row;
        WHEN 'vector' THEN
            SELECT c.title,
                   jsonb_strip_nulls(jsonb_build_object(
                       'vectorId', v.id, 'conversationId', v.conversation_id, 'messageId', v.message_id, 'modelId', v.model_id))
            INTO title, source
            FROM app.vectors v
            LEFT JOIN app.conversations c ON c.workspace_id = v.workspace_id AND c.id = v.conversation_id
            WHERE v.workspace_id = of_workspace AND v.id = of_row;
    END CASE;
    title := coalesce(title, '');
    source := coalesce(source, '{}');
END
$$;

-- Of pieces, how many have which value of each facet that is wanted, the most frequent first; up to a hundred values of each.
CREATE OR REPLACE FUNCTION app.facets_of_pieces(of_shards integer[], of_workspace uuid, pieces uuid[], wanted text[]) RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT jsonb_object_agg(w.facet, coalesce(f.counts, '[]'))
    FROM unnest(wanted) AS w (facet)
    LEFT JOIN (
        SELECT n.facet, jsonb_agg(jsonb_build_object('value', n.value, 'count', n.many) ORDER BY n.place) AS counts
        FROM (
            SELECT v.facet, v.value, count(*) AS many,
                   row_number() OVER (PARTITION BY v.facet ORDER BY count(*) DESC, v.value COLLATE "C") AS place
            FROM app.chunks c
            CROSS JOIN LATERAL (
                SELECT 'type' AS facet, c.kind AS value
                UNION ALL SELECT 'project', c.project_id::text WHERE c.project_id IS NOT NULL
                UNION ALL SELECT 'day', to_char(c.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')
                UNION ALL SELECT DISTINCT 'tag', t.tag FROM unnest(c.tags) AS t (tag)) v
            WHERE c.shard = ANY (of_shards) AND c.workspace_id = of_workspace AND c.id = ANY (pieces) AND v.facet = ANY (wanted)
            GROUP BY v.facet, v.value) n
        WHERE n.place <= 100
        GROUP BY n.facet) f ON f.facet = w.facet
$$;

-- One page of the pieces that answer a question, best first, however they are looked for. There is always a row: without a hit it has no
-- id. The workspace and the person are those of the binding, whatever the scope says.
--
-- `words` is NULL if the question has nothing to look for. `scanned` pieces were ranked. `missing` tells why a piece that was left out
-- might have ranked before the last of the page; it is empty if none would have. `facets`, of the first row, count the best `hits`,
-- beyond the page, too, and tell whether those are all.
DROP FUNCTION IF EXISTS app.search_by_words(jsonb, jsonb, integer);
DROP FUNCTION IF EXISTS app.search(jsonb, jsonb, integer);
CREATE OR REPLACE FUNCTION app.search(question jsonb, within jsonb, page_rows integer)
RETURNS TABLE (
    id uuid, kind text, project_id uuid, title text, content text, tags text[], metadata jsonb, created_at timestamptz, source jsonb,
    score double precision, similarity double precision, title_marked text, content_marked text, embedding text, words jsonb, plan text,
    scanned integer, missing text[], facets jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    most CONSTANT integer := 5000;
    most_words CONSTANT integer := 128;
    -- Of each list whose ranks are fused.
    most_fused CONSTANT integer := 200;
    most_counted CONSTANT integer := 1000;
    asked app.search_question := jsonb_populate_record(NULL::app.search_question, question);
    scope app.search_scope := jsonb_populate_record(NULL::app.search_scope, within);
    mode CONSTANT text := coalesce(asked.mode, 'text');
    space app.search_spaces;
    model app.embedding_models;
    sought public.halfvec;
    parts record;
    pieces bigint;
    like_pieces bigint;
    some_are_missed boolean;
    by_words record;
    near_ids uuid[];
    near_scores double precision[];
    near_scanned integer;
    approximate boolean;
    by_spelling record;
    found_ids uuid[];
    found_scores double precision[];
    ranked integer := 0;
    lacks text[] := '{}';
    way text := mode;
    -- How many hits to look for.
    reach CONSTANT integer := CASE WHEN asked.facets IS NULL THEN page_rows ELSE greatest(page_rows, most_counted + 1) END;
    hits integer;
    counts_all boolean;
    counts jsonb;
    any_word tsquery;
BEGIN
    scope.workspace := app.current_workspace();
    scope.person := app.current_person();
    SELECT a.parents, a.some_are_missed INTO scope.aligning, some_are_missed FROM app.parents_to_align(scope) a;
    IF some_are_missed THEN
        lacks := lacks || 'aligning'::text;
    END IF;
    SELECT * INTO space FROM app.search_spaces s WHERE s.workspace_id = scope.workspace;
    scope.leveled := coalesce(space.leveled AND space.reweighed_to IS NULL, false);
    scope.shards := array_remove(ARRAY[coalesce(space.shard, 0), space.moving_from], NULL);
    SELECT * INTO parts
    FROM app.read_question(
        coalesce(space.languages, '{english}'), coalesce(asked.plain, ''), coalesce(asked.phrases, '{}'), coalesce(asked.excluded, '{}'));
    -- What others keep private is in no count.
    pieces := coalesce(
        space.chunk_count,
        (SELECT count(*)
         FROM (SELECT
               FROM app.chunks c
               WHERE c.shard = ANY (scope.shards) AND c.workspace_id = scope.workspace
                 AND (c.owner_id IS NULL OR c.owner_id = scope.person) AND NOT c.hidden
                 AND (scope.aligning IS NULL OR c.parent_id <> ALL (scope.aligning))
               LIMIT 20000) counted));
    IF mode IN ('hybrid', 'text') THEN
        IF asked.prefixes <> '{}' THEN
            SELECT array_agg(w.word), array_agg(w.times) INTO parts.words, parts.times
            FROM (SELECT u.word, max(u.times) AS times
                  FROM (SELECT * FROM unnest(parts.words, parts.times)
                        UNION ALL SELECT b, 1 FROM unnest(app.words_that_begin(scope, asked.prefixes, 20)) b) AS u (word, times)
                  GROUP BY u.word) w;
        END IF;
        IF asked.weighed IS NULL THEN
            asked.weighed := app.weigh_search_words(scope, pieces, parts.words[1:most_words], parts.times[1:most_words], most);
        END IF;
        SELECT * INTO by_words
        FROM app.rank_by_words(
            scope, pieces, asked.weighed, parts.required, parts.excluded, CASE mode WHEN 'text' THEN asked.after_score END,
            CASE mode WHEN 'text' THEN asked.after_id END, CASE mode WHEN 'text' THEN reach ELSE most_fused END, most);
        ranked := by_words.scanned;
        IF NOT by_words.complete THEN
            lacks := lacks || 'common-words'::text;
        END IF;
        IF coalesce(cardinality(parts.words), 0) > most_words THEN
            lacks := lacks || 'many-words'::text;
        END IF;
        found_ids := by_words.ids;
        found_scores := by_words.scores;
    END IF;
    IF mode IN ('hybrid', 'semantic', 'similar') THEN
        SELECT * INTO model
        FROM app.embedding_models m
        WHERE m.workspace_id = scope.workspace AND m.id = coalesce(asked.model_id, space.embedding_model_id, space.next_embedding_model_id);
        IF mode = 'similar' THEN
            SELECT m.middle, m.pieces INTO sought, like_pieces FROM app.meaning_of_row(scope, asked.like_kinds, model, asked.like_row) m;
        ELSE
            sought := asked.vector::public.halfvec;
        END IF;
        IF sought IS NULL OR model.id IS NULL THEN
            lacks := lacks || CASE WHEN mode <> 'similar' THEN 'embedder' WHEN like_pieces = 0 THEN 'no-row' ELSE 'no-vector' END;
        ELSE
            SELECT m.ids, m.scores, m.scanned, m.approximate INTO near_ids, near_scores, near_scanned, approximate
            FROM app.rank_by_meaning(
                scope, model, sought, coalesce(asked.threshold, CASE mode WHEN 'semantic' THEN model.threshold ELSE '-infinity' END), asked.like_row,
                CASE WHEN mode <> 'hybrid' THEN asked.after_score END, CASE WHEN mode <> 'hybrid' THEN asked.after_id END,
                CASE mode WHEN 'hybrid' THEN most_fused ELSE reach END) m;
            ranked := ranked + CASE WHEN approximate THEN near_scanned ELSE pieces END;
            way := CASE WHEN mode = 'hybrid' THEN 'text+' ELSE '' END || CASE WHEN approximate THEN 'ann' ELSE 'exact' END;
            IF approximate THEN
                lacks := lacks || 'approximate'::text;
            END IF;
            -- Of one whose vectors callers bring, nothing waits.
            IF model.provider <> 'caller'
               AND (model.id IS DISTINCT FROM space.embedding_model_id
                    OR app.pieces_without_vector(scope.workspace, scope.person, model.id, false, 1) > 0) THEN
                lacks := lacks || 'pending'::text;
            END IF;
            IF app.pieces_without_vector(scope.workspace, scope.person, model.id, true, 1) > 0 THEN
                lacks := lacks || 'failed'::text;
            END IF;
            IF mode <> 'hybrid' THEN
                found_ids := near_ids;
                found_scores := near_scores;
            END IF;
        END IF;
    END IF;
    IF mode = 'hybrid' THEN
        IF near_ids IS NULL THEN
            way := 'text';
        END IF;
        -- Reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009).
        SELECT array_agg(f.id ORDER BY f.score DESC, f.id DESC), array_agg(f.score ORDER BY f.score DESC, f.id DESC)
        INTO found_ids, found_scores
        FROM (
            SELECT r.id, sum(r.part) AS score
            FROM (SELECT w.id, asked.text_weight / (asked.rank_constant + w.place) AS part
                  FROM unnest(by_words.ids) WITH ORDINALITY AS w (id, place)
                  UNION ALL
                  SELECT m.id, asked.meaning_weight / (asked.rank_constant + m.place)
                  FROM unnest(near_ids) WITH ORDINALITY AS m (id, place)) r
            WHERE r.id <> ALL (coalesce(asked.given, '{}'))
            GROUP BY r.id
            ORDER BY score DESC, r.id DESC
            LIMIT reach) f;
    ELSIF mode = 'fuzzy' THEN
        SELECT * INTO by_spelling
        FROM app.rank_by_spelling(
            scope, asked.plain, coalesce(asked.threshold, 0.45), asked.after_score, asked.after_id, reach, most);
        ranked := by_spelling.scanned;
        found_ids := by_spelling.ids;
        found_scores := by_spelling.scores;
        IF NOT by_spelling.complete THEN
            lacks := lacks || 'common-words'::text;
        END IF;
    END IF;
    IF asked.facets IS NOT NULL THEN
        hits := coalesce(cardinality(found_ids), 0);
        counts_all := hits <= most_counted;
        IF mode = 'hybrid' THEN
            counts_all := counts_all AND greatest(cardinality(by_words.ids), coalesce(cardinality(near_ids), 0)) < most_fused;
        END IF;
        counts := app.facets_of_pieces(scope.shards, scope.workspace, found_ids[1:most_counted], asked.facets)
                  || jsonb_build_object('hits', least(most_counted, hits), 'complete', counts_all AND lacks = '{}');
        found_ids := found_ids[1:page_rows];
        found_scores := found_scores[1:page_rows];
    END IF;
    -- Without words one that is nowhere, so that excerpts are beginnings.
    any_word := coalesce(app.any_word(parts.words), app.quoted_word(chr(1))::tsquery);
    RETURN QUERY
    SELECT c.id, c.kind, c.project_id, r.title, c.content, c.tags, c.metadata, c.created_at, r.source, p.score,
           CASE WHEN mode IN ('semantic', 'similar') THEN p.score ELSE s.similarity END,
           app.excerpt(c.language, r.title, any_word), app.excerpt(c.language, c.content, any_word),
           CASE WHEN c.id IS NOT NULL THEN app.embedding_of_piece(c.shard, c.workspace_id, c.id, coalesce(model.id, space.embedding_model_id)) END,
           CASE WHEN parts.words IS NOT NULL OR asked.prefixes <> '{}' THEN coalesce(to_jsonb(asked.weighed), '[]') END,
           way, ranked, lacks, CASE WHEN coalesce(p.place, 1) = 1 THEN counts END
    FROM (SELECT) AS always
    LEFT JOIN unnest(found_ids, found_scores) WITH ORDINALITY AS p (id, score, place) ON true
    -- One by one: in a small workspace all pieces would be read else, and asked where they are found.
    LEFT JOIN LATERAL (
        SELECT o.*
        FROM app.chunks o
        WHERE o.shard = ANY (scope.shards) AND o.workspace_id = scope.workspace AND o.id = p.id
        OFFSET 0) c ON true
    LEFT JOIN LATERAL app.chunk_source(c.workspace_id, c.kind, c.row_id) r ON c.id IS NOT NULL
    LEFT JOIN unnest(CASE mode WHEN 'hybrid' THEN near_ids END, CASE mode WHEN 'hybrid' THEN near_scores END)
        AS s (id, similarity) ON s.id = p.id
    ORDER BY p.place;
END
$$;

GRANT EXECUTE ON FUNCTION app.search(jsonb, jsonb, integer) TO statehouse_app;
