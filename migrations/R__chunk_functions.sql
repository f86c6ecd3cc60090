-- How texts become pieces that a search finds. The triggers are SECURITY DEFINER: whoever writes a text may not write here.

-- Their results were of another form once.
DROP FUNCTION IF EXISTS app.drafts_of_experience(uuid, uuid[]);
DROP FUNCTION IF EXISTS app.drafts_of_issue(uuid, uuid[]);
DROP FUNCTION IF EXISTS app.drafts_of_knowledge(uuid, uuid[]);
DROP FUNCTION IF EXISTS app.drafts_of_message(uuid, uuid[]);
DROP FUNCTION IF EXISTS app.drafts_of_profile(uuid, uuid[]);
DROP FUNCTION IF EXISTS app.drafts_of_prompt(uuid, uuid[]);
DROP FUNCTION IF EXISTS app.drafts_of_skill(uuid, uuid[]);
DROP FUNCTION IF EXISTS app.text_pieces(text);
DROP FUNCTION IF EXISTS app.weigh(tsvector, real, boolean);

-- The configuration of text search for a language tag such as de-AT; NULL where PostgreSQL has none.
CREATE OR REPLACE FUNCTION app.text_configuration(tag text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE lower(split_part(tag, '-', 1))
        WHEN 'ar' THEN 'arabic' WHEN 'ca' THEN 'catalan' WHEN 'da' THEN 'danish' WHEN 'de' THEN 'german' WHEN 'el' THEN 'greek'
        WHEN 'en' THEN 'english' WHEN 'es' THEN 'spanish' WHEN 'eu' THEN 'basque' WHEN 'fi' THEN 'finnish' WHEN 'fr' THEN 'french'
        WHEN 'ga' THEN 'irish' WHEN 'hi' THEN 'hindi' WHEN 'hu' THEN 'hungarian' WHEN 'hy' THEN 'armenian' WHEN 'id' THEN 'indonesian'
        WHEN 'it' THEN 'italian' WHEN 'lt' THEN 'lithuanian' WHEN 'nb' THEN 'norwegian' WHEN 'ne' THEN 'nepali' WHEN 'nl' THEN 'dutch'
        WHEN 'nn' THEN 'norwegian' WHEN 'no' THEN 'norwegian' WHEN 'pt' THEN 'portuguese' WHEN 'ro' THEN 'romanian'
        WHEN 'ru' THEN 'russian' WHEN 'sr' THEN 'serbian' WHEN 'sv' THEN 'swedish' WHEN 'ta' THEN 'tamil' WHEN 'tr' THEN 'turkish'
        WHEN 'yi' THEN 'yiddish'
        ELSE CASE WHEN tag IS NOT NULL THEN 'simple' END
    END
$$;

-- The words of a text with their places. Angle brackets go first: the parser would take <rules> for a tag and drop it, and all that
-- stands between <script> and </script>.
CREATE OR REPLACE FUNCTION app.words_of(language text, body text) RETURNS tsvector
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT to_tsvector(language::regconfig, translate(body, '<>', '  '))
$$;

-- The words of a piece: the title's have weight A, tags B. Tags are words only of a piece with a title, for others are not their row's first.
-- No settings of its own, so that it becomes part of the statement that calls it.
CREATE OR REPLACE FUNCTION app.words_of_piece(language text, title text, tags text[], content text) RETURNS tsvector
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT CASE WHEN title <> '' THEN setweight(app.words_of(language, title), 'A') ELSE '' END
        || CASE WHEN title <> '' AND tags <> '{}' THEN setweight(app.words_of(language, array_to_string(tags, ' ')), 'B') ELSE '' END
        || app.words_of(language, content)
$$;

-- The number under which a word's weight stands. Two words of one number are so rare that no ranking tells.
CREATE OR REPLACE FUNCTION app.place_of_word(word text) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT (hashtext(word) & 1073741823) % 999999999 + 1
$$;

-- The word that tells of another that it weighs so much; levels are from 16 to 31.
CREATE OR REPLACE FUNCTION app.level_word(word text, level integer) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT chr(1) || chr(81 + level) || word
$$;

-- The words without those that tell how much one weighs.
CREATE OR REPLACE FUNCTION app.plain_words(words tsvector) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT ts_delete(words, ARRAY(SELECT w.lexeme FROM unnest(words) w WHERE w.lexeme >= chr(1) AND w.lexeme < chr(2)))
$$;

-- What each word weighs in a text of these words, in thousandths: BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework",
-- 2009) with k1 1.2 and b 0.75, but for the part that tells how rare the word is, which a search multiplies with. A word of the title
-- counts three times, one of the tags twice.
--
-- `levels`, if they are wanted, has an extra word for each that weighs more than half of what a word can: by them the few texts in which
-- a common word weighs most are found without looking at all others. Level 31 is the highest.
--
-- No settings of its own, so that the planner takes it as part of the statement that calls it, and the words are gone through once:
-- called for each text it took twice as long.
CREATE OR REPLACE FUNCTION app.weigh(words tsvector, average real, leveled boolean)
RETURNS TABLE (length integer, weights public.sparsevec, levels text[])
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT coalesce(max(v.length), 0)::integer,
           ('{' || coalesce(string_agg(v.place || ':' || v.weight, ','), '') || '}/1000000000')::public.sparsevec,
           coalesce(array_agg(v.level) FILTER (WHERE v.level IS NOT NULL), '{}')
    FROM (
        SELECT app.place_of_word(f.lexeme) AS place, max(f.length) AS length, max(t.weight) AS weight,
               max(CASE WHEN leveled AND t.weight >= 1100 THEN app.level_word(f.lexeme, t.weight * 32 / 2200) END) AS level
        FROM (
            SELECT w.lexeme, sum(cardinality(w.positions)) OVER () AS length,
                   cardinality(w.positions)
                       + CASE WHEN k.weighted THEN 2 * cardinality(array_positions(w.weights, 'A'))
                                                   + cardinality(array_positions(w.weights, 'B'))
                              ELSE 0 END AS often
            FROM (SELECT ts_filter(words, '{a,b}') <> '' AS weighted OFFSET 0) k
            CROSS JOIN unnest(words) w) f
        CROSS JOIN LATERAL (
            SELECT (2200 * f.often / (f.often + (1.2 * (0.25 + 0.75 * f.length / average))::real))::integer) AS t (weight)
        GROUP BY place) v
$$;

-- A long text in pieces of at most so many characters that end between words where they can. All of it is in them.
CREATE OR REPLACE FUNCTION app.text_pieces(body text, most integer) RETURNS TABLE (number integer, content text)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    stretch text;
    piece text;
    place integer := 1;
    whole CONSTANT integer := length(body);
    at integer;
    after_space integer;
BEGIN
    number := 0;
    IF whole <= most THEN
        content := body;
        RETURN NEXT;
        RETURN;
    END IF;
    -- Cut by stretches first: to find the thousandth character of a text, PostgreSQL counts from its beginning.
    WHILE place <= whole LOOP
        stretch := substr(body, place, 50 * most);
        at := 1;
        LOOP
            piece := substr(stretch, at, most);
            EXIT WHEN piece = '';
            IF length(piece) = most THEN
                after_space := strpos(reverse(translate(piece, E'\n\r\t', '   ')), ' ') - 1;
                IF after_space BETWEEN 0 AND most / 2 THEN
                    piece := left(piece, most - after_space);
                END IF;
            ELSIF place + at - 1 + length(piece) <= whole AND at > 1 THEN
                -- The stretch's last piece is the next one's first.
                EXIT;
            END IF;
            content := piece;
            RETURN NEXT;
            number := number + 1;
            at := at + length(piece);
        END LOOP;
        place := place + at - 1;
    END LOOP;
END
$$;

-- Writes the pieces of rows of the bound transaction's workspace anew, or for the first time. Planned once a session, as the drafts are.
CREATE OR REPLACE FUNCTION app.write_chunks(of_workspace uuid, drafts app.chunk_draft[]) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    space app.search_spaces;
    languages text[];
BEGIN
    SELECT * INTO space FROM app.search_spaces s WHERE s.workspace_id = of_workspace;
    languages := ARRAY(SELECT DISTINCT d.language FROM unnest(drafts) d WHERE d.language IS NOT NULL);
    IF NOT languages <@ coalesce(space.languages, '{english}') THEN
        INSERT INTO app.search_spaces AS s (workspace_id, languages)
        VALUES (of_workspace, ARRAY(SELECT DISTINCT l FROM unnest('{english}' || languages) l))
        ON CONFLICT (workspace_id) DO UPDATE
        SET languages = ARRAY(SELECT DISTINCT l FROM unnest(s.languages || EXCLUDED.languages) l), updated_at = now();
    END IF;
    INSERT INTO app.chunks (shard, workspace_id, id, kind, row_id, number, parent_id, project_id, owner_id, hidden, newest, title,
                            content, tags, metadata, language, search, weights, length, created_at)
    SELECT coalesce(space.shard, 0), of_workspace, app.id_at((extract(epoch FROM clock_timestamp()) * 4096000)::bigint), d.kind, d.row_id,
           p.number, d.parent_id, d.project_id, d.owner_id, d.hidden, d.newest,
           CASE p.number WHEN 0 THEN d.title ELSE '' END, p.content, d.tags, d.metadata, l.language,
           CASE v.levels WHEN '{}' THEN w.words ELSE w.words || array_to_tsvector(v.levels) END, v.weights, v.length, d.created_at
    FROM unnest(drafts) d
    CROSS JOIN LATERAL (SELECT coalesce(d.language, space.language, 'english')) AS l (language)
    -- A vector has one for all of its text.
    CROSS JOIN LATERAL app.text_pieces(d.content, CASE d.kind WHEN 'vector' THEN 20000 ELSE 2000 END) p
    CROSS JOIN LATERAL (
        SELECT app.words_of_piece(l.language, CASE p.number WHEN 0 THEN d.title ELSE '' END, d.tags, p.content)
        -- Once, although it is used twice.
        OFFSET 0) AS w (words)
    CROSS JOIN LATERAL app.weigh(w.words, coalesce(space.average_length, 100), coalesce(space.leveled, false)) v;
END
$$;

-- Counts a workspace's pieces. Where their average length is another by a quarter than the one by which their words were weighed, or they
-- have become so many that it is worth telling which words weigh much, they are weighed anew, which app.reweigh_chunks does.
CREATE OR REPLACE FUNCTION app.measure_chunks(of_workspace uuid, OUT pieces bigint, OUT reweigh boolean)
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    average real;
    shared bigint;
BEGIN
    SELECT count(*), count(*) FILTER (WHERE c.owner_id IS NULL AND NOT c.hidden), coalesce(nullif(avg(c.length), 0), 100)
    INTO pieces, shared, average
    FROM app.chunks c
    WHERE c.workspace_id = of_workspace;
    INSERT INTO app.search_spaces AS s (workspace_id, chunk_count, counted_at)
    VALUES (of_workspace, shared, now())
    ON CONFLICT (workspace_id) DO UPDATE SET chunk_count = EXCLUDED.chunk_count, counted_at = EXCLUDED.counted_at;
    UPDATE app.search_spaces s
    SET average_length = average, leveled = s.leveled OR pieces > 10000, reweighed_to = '00000000-0000-0000-0000-000000000000',
        updated_at = now()
    WHERE s.workspace_id = of_workspace AND pieces > 0
      AND (NOT average BETWEEN s.average_length / 1.25 AND s.average_length * 1.25 OR pieces > 10000 AND NOT s.leveled);
    reweigh := (SELECT s.reweighed_to IS NOT NULL FROM app.search_spaces s WHERE s.workspace_id = of_workspace);
END
$$;

-- Weighs the words of the next pieces anew, those of at most `most`; returns of how many. None is the last.
CREATE OR REPLACE FUNCTION app.reweigh_chunks(of_workspace uuid, most integer) RETURNS integer
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    space app.search_spaces;
    weighed uuid[];
BEGIN
    SELECT * INTO space FROM app.search_spaces s WHERE s.workspace_id = of_workspace AND s.reweighed_to IS NOT NULL FOR UPDATE;
    WITH next AS MATERIALIZED (
        SELECT c.shard, c.id
        FROM app.chunks c
        WHERE c.workspace_id = of_workspace AND c.id > space.reweighed_to
        ORDER BY c.id
        LIMIT most
    ), done AS (
        UPDATE app.chunks c
        SET search = w.words || array_to_tsvector(v.levels), weights = v.weights
        FROM next n, app.chunks o
        CROSS JOIN LATERAL app.plain_words(o.search) AS w (words)
        CROSS JOIN LATERAL app.weigh(w.words, space.average_length, space.leveled) v
        WHERE o.shard = n.shard AND o.workspace_id = of_workspace AND o.id = n.id
          AND c.shard = n.shard AND c.workspace_id = of_workspace AND c.id = n.id
        RETURNING c.id
    )
    SELECT array_agg(d.id ORDER BY d.id) INTO weighed FROM done d;
    UPDATE app.search_spaces s
    SET reweighed_to = weighed[cardinality(weighed)], updated_at = now()
    WHERE s.workspace_id = of_workspace AND s.reweighed_to IS NOT NULL;
    RETURN coalesce(cardinality(weighed), 0);
END
$$;

-- The texts of rows, by kind; none of rows that are deleted. What their parents say of them, such as who may find them, is read along,
-- and holds until they are committed: a parent that is changed meanwhile waits, and then tells them as well. In PL/pgSQL, which plans a
-- statement once a session if it is told to: that of a single row takes less time than its plan.
-- Rows are read by their keys one by one, whatever the planner knows of their tables: by their parent's they would be read with all of
-- their siblings, of which a conversation has thousands.

CREATE OR REPLACE FUNCTION app.drafts_of_experience(of_workspace uuid, rows uuid[]) RETURNS app.chunk_draft[]
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
BEGIN
    RETURN ARRAY(
        SELECT ROW('experience', e.id, e.identity_id, NULL::uuid, NULL::uuid, i.deleted_at IS NOT NULL, true, e.title,
                   concat_ws(E'\n', e.organisation, nullif(e.description, '')), e.tags, '{}'::jsonb, NULL, e.created_at)::app.chunk_draft
        FROM unnest(rows) AS r (row_id)
        CROSS JOIN LATERAL (SELECT * FROM app.experiences o WHERE o.workspace_id = of_workspace AND o.id = r.row_id OFFSET 0) e
        JOIN app.identities i ON i.workspace_id = e.workspace_id AND i.id = e.identity_id
        WHERE e.deleted_at IS NULL
        FOR SHARE OF i);
END
$$;

CREATE OR REPLACE FUNCTION app.drafts_of_issue(of_workspace uuid, rows uuid[]) RETURNS app.chunk_draft[]
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
BEGIN
    RETURN ARRAY(
        SELECT ROW('issue', i.id, i.project_id, i.project_id, NULL::uuid, p.deleted_at IS NOT NULL, true, i.title, i.body, i.labels,
                   jsonb_build_object('number', i.number, 'state', i.state), NULL, i.created_at)::app.chunk_draft
        FROM unnest(rows) AS r (row_id)
        CROSS JOIN LATERAL (SELECT * FROM app.issues o WHERE o.workspace_id = of_workspace AND o.id = r.row_id OFFSET 0) i
        JOIN app.projects p ON p.workspace_id = i.workspace_id AND p.id = i.project_id
        WHERE i.deleted_at IS NULL
        FOR SHARE OF p);
END
$$;

CREATE OR REPLACE FUNCTION app.drafts_of_knowledge(of_workspace uuid, rows uuid[]) RETURNS app.chunk_draft[]
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
BEGIN
    RETURN ARRAY(
        SELECT ROW('knowledge', k.id, e.id, e.project_id, NULL::uuid, e.deleted_at IS NOT NULL, true,
                   CASE k.number WHEN 1 THEN e.title ELSE '' END, k.content, e.tags, e.metadata,
                   app.text_configuration(e.language), e.created_at)::app.chunk_draft
        FROM unnest(rows) AS r (row_id)
        CROSS JOIN LATERAL (SELECT * FROM app.knowledge_pieces o WHERE o.workspace_id = of_workspace AND o.id = r.row_id OFFSET 0) k
        JOIN app.knowledge_entries e ON e.workspace_id = k.workspace_id AND e.id = k.entry_id
        FOR SHARE OF e);
END
$$;

CREATE OR REPLACE FUNCTION app.drafts_of_message(of_workspace uuid, rows uuid[]) RETURNS app.chunk_draft[]
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
BEGIN
    RETURN ARRAY(
        SELECT ROW('message', m.id, c.id, c.project_id, CASE c.visibility WHEN 'private' THEN c.owner_id END,
                   c.deleted_at IS NOT NULL, true, '', m.content, '{}'::text[], m.metadata, NULL, m.created_at)::app.chunk_draft
        FROM unnest(rows) AS r (row_id)
        CROSS JOIN LATERAL (SELECT * FROM app.messages o WHERE o.workspace_id = of_workspace AND o.id = r.row_id OFFSET 0) m
        JOIN app.conversations c ON c.workspace_id = m.workspace_id AND c.id = m.conversation_id
        WHERE m.deleted_at IS NULL
        FOR SHARE OF c);
END
$$;

CREATE OR REPLACE FUNCTION app.drafts_of_profile(of_workspace uuid, rows uuid[]) RETURNS app.chunk_draft[]
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
BEGIN
    RETURN ARRAY(
        SELECT ROW('profile', p.id, p.identity_id, NULL::uuid, NULL::uuid, i.deleted_at IS NOT NULL, true, p.headline, p.summary,
                   '{}'::text[], '{}'::jsonb, NULL, p.created_at)::app.chunk_draft
        FROM unnest(rows) AS r (row_id)
        CROSS JOIN LATERAL (SELECT * FROM app.profiles o WHERE o.workspace_id = of_workspace AND o.id = r.row_id OFFSET 0) p
        JOIN app.identities i ON i.workspace_id = p.workspace_id AND i.id = p.identity_id
        WHERE p.deleted_at IS NULL
        FOR SHARE OF i);
END
$$;

-- Rows are versions. What a card is about is in the first piece of each.
CREATE OR REPLACE FUNCTION app.drafts_of_prompt(of_workspace uuid, rows uuid[]) RETURNS app.chunk_draft[]
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
BEGIN
    RETURN ARRAY(
        SELECT ROW('prompt', v.id, c.id, c.project_id, CASE c.visibility WHEN 'private' THEN c.owner_id END,
                   c.deleted_at IS NOT NULL,
                   NOT EXISTS (SELECT FROM app.prompt_versions n
                               WHERE n.workspace_id = v.workspace_id AND n.card_id = v.card_id AND n.number > v.number),
                   c.title, concat_ws(E'\n', nullif(c.description, ''), v.system_prompt, v.template), c.tags, c.metadata, NULL,
                   v.created_at)::app.chunk_draft
        FROM unnest(rows) AS r (row_id)
        CROSS JOIN LATERAL (SELECT * FROM app.prompt_versions o WHERE o.workspace_id = of_workspace AND o.id = r.row_id OFFSET 0) v
        JOIN app.prompt_cards c ON c.workspace_id = v.workspace_id AND c.id = v.card_id
        FOR SHARE OF c);
END
$$;

CREATE OR REPLACE FUNCTION app.drafts_of_skill(of_workspace uuid, rows uuid[]) RETURNS app.chunk_draft[]
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
BEGIN
    RETURN ARRAY(
        SELECT ROW('skill', s.id, s.identity_id, NULL::uuid, NULL::uuid, i.deleted_at IS NOT NULL, true, s.name,
                   concat_ws(E'\n', s.category, s.level), s.keywords, '{}'::jsonb, NULL, s.created_at)::app.chunk_draft
        FROM unnest(rows) AS r (row_id)
        CROSS JOIN LATERAL (SELECT * FROM app.skills o WHERE o.workspace_id = of_workspace AND o.id = r.row_id OFFSET 0) s
        JOIN app.identities i ON i.workspace_id = s.workspace_id AND i.id = s.identity_id
        WHERE s.deleted_at IS NULL
        FOR SHARE OF i);
END
$$;

-- Writes the pieces of rows of a kind, after those of before are gone.
CREATE OR REPLACE FUNCTION app.rewrite_chunks(of_workspace uuid, of_kind text, rows uuid[]) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    drafts app.chunk_draft[];
BEGIN
    -- This first: whoever changes a parent holds it before its pieces.
    EXECUTE format('SELECT app.%I($1, $2)', 'drafts_of_' || of_kind) INTO drafts USING of_workspace, rows;
    PERFORM app.await_batch(of_workspace);
    DELETE FROM app.chunks c WHERE c.workspace_id = of_workspace AND c.row_id = ANY (rows);
    PERFORM app.write_chunks(of_workspace, drafts);
END
$$;

-- Of rows that a statement wrote; the argument is their kind.
CREATE OR REPLACE FUNCTION app.chunk_inserted() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    place record;
    drafts app.chunk_draft[];
BEGIN
    FOR place IN SELECT n.workspace_id, array_agg(n.id) AS ids FROM written n GROUP BY n.workspace_id LOOP
        EXECUTE format('SELECT app.%I($1, $2)', 'drafts_of_' || TG_ARGV[0]) INTO drafts USING place.workspace_id, place.ids;
        PERFORM app.write_chunks(place.workspace_id, drafts);
    END LOOP;
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION app.chunk_deleted() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    deleted bigint;
BEGIN
    PERFORM app.await_batch(g.workspace_id) FROM (SELECT DISTINCT o.workspace_id FROM gone o) g;
    DELETE FROM app.chunks c USING gone g WHERE c.workspace_id = g.workspace_id AND c.row_id = g.id;
    GET DIAGNOSTICS deleted = ROW_COUNT;
    -- A removal tells of them (app.remove_some).
    IF deleted > 0 AND current_setting('app.chunks_gone', true) <> '' THEN
        PERFORM set_config('app.chunks_gone', (current_setting('app.chunks_gone')::bigint + deleted)::text, true);
    END IF;
    RETURN NULL;
END
$$;

-- Of a row whose text or state of being deleted changed; other changes cost a search nothing.
CREATE OR REPLACE FUNCTION app.chunk_updated() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM app.rewrite_chunks(NEW.workspace_id, TG_ARGV[0], ARRAY[NEW.id]);
    RETURN NULL;
END
$$;

-- What rows say of the pieces of their parts: who may find them, and by what they are filtered.

-- Tells it to a row's pieces; without tags and metadata they keep their own. More than a thousand are told by a job (app.align_chunks),
-- and so are fewer while it is not done yet: then it begins anew.
CREATE OR REPLACE FUNCTION app.tell_chunks(
    of_workspace uuid, of_parent uuid, owner uuid, project uuid, hide boolean, new_tags text[] DEFAULT NULL, new_metadata jsonb DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
-- A role or a server may have been set to hear less.
SET client_min_messages = notice
AS $$
DECLARE
    now_at CONSTANT timestamptz := clock_timestamp();
    fresh_id CONSTANT uuid := app.id_at(floor(extract(epoch FROM now_at) * 4096000)::bigint);
    change uuid;
BEGIN
    PERFORM app.await_batch(of_workspace);
    IF NOT EXISTS (SELECT FROM app.chunk_backlog b WHERE b.workspace_id = of_workspace AND b.parent_id = of_parent)
       AND NOT EXISTS (SELECT FROM app.chunks c WHERE c.workspace_id = of_workspace AND c.parent_id = of_parent OFFSET 1000) THEN
        UPDATE app.chunks c
        SET owner_id = owner, project_id = project, hidden = hide, tags = coalesce(new_tags, c.tags),
            metadata = coalesce(new_metadata, c.metadata)
        WHERE c.workspace_id = of_workspace AND c.parent_id = of_parent;
        RETURN;
    END IF;
    INSERT INTO app.chunk_backlog AS b (workspace_id, parent_id, id, owner_id, project_id, hidden, tags, metadata)
    VALUES (of_workspace, of_parent, fresh_id, owner, project, hide, new_tags, new_metadata)
    ON CONFLICT (workspace_id, parent_id) DO UPDATE
    SET owner_id = EXCLUDED.owner_id, project_id = EXCLUDED.project_id, hidden = EXCLUDED.hidden, tags = EXCLUDED.tags,
        metadata = EXCLUDED.metadata, aligned_to = NULL, updated_at = EXCLUDED.updated_at
    RETURNING b.id INTO change;
    INSERT INTO app.jobs (workspace_id, id, kind, payload, run_at, max_attempts, unique_key)
    VALUES (of_workspace, fresh_id, 'chunk-alignment', jsonb_build_object('parentId', of_parent), now_at, 20, change::text)
    ON CONFLICT (workspace_id, kind, unique_key) WHERE unique_key IS NOT NULL DO NOTHING;
    IF FOUND THEN
        RAISE NOTICE 'pieces are to be aligned' USING ERRCODE = 'SH003';
    END IF;
END
$$;

-- Brings the next pieces of a row into line with it, at most so many; true if there may be more. What is written meanwhile is in line,
-- for whoever writes a piece holds its row as it is.
CREATE OR REPLACE FUNCTION app.align_chunks_of(of_workspace uuid, of_parent uuid, most integer) RETURNS boolean
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    told app.chunk_backlog;
    next uuid[];
BEGIN
    PERFORM app.await_batch(of_workspace);
    -- A change of the row waits for this lock, and has all of it done again.
    SELECT b.* INTO told FROM app.chunk_backlog b WHERE b.workspace_id = of_workspace AND b.parent_id = of_parent FOR UPDATE;
    IF told.id IS NULL THEN
        RETURN false;
    END IF;
    next := ARRAY(
        SELECT c.id
        FROM app.chunks c
        WHERE c.workspace_id = of_workspace AND c.parent_id = of_parent
          AND c.id > coalesce(told.aligned_to, '00000000-0000-0000-0000-000000000000')
        ORDER BY c.id
        LIMIT most);
    UPDATE app.chunks c
    SET owner_id = told.owner_id, project_id = told.project_id, hidden = told.hidden, tags = coalesce(told.tags, c.tags),
        metadata = coalesce(told.metadata, c.metadata)
    WHERE c.workspace_id = of_workspace AND c.id = ANY (next)
      AND (c.owner_id, c.project_id, c.hidden, c.tags, c.metadata) IS DISTINCT FROM
          (told.owner_id, told.project_id, told.hidden, coalesce(told.tags, c.tags), coalesce(told.metadata, c.metadata));
    IF cardinality(next) < most THEN
        DELETE FROM app.chunk_backlog b WHERE b.workspace_id = of_workspace AND b.parent_id = of_parent;
        RETURN false;
    END IF;
    UPDATE app.chunk_backlog b
    SET aligned_to = next[most], updated_at = clock_timestamp()
    WHERE b.workspace_id = of_workspace AND b.parent_id = of_parent;
    RETURN true;
END
$$;

-- The same for a row of the bound workspace.
CREATE OR REPLACE FUNCTION app.align_chunks(parent uuid, most integer) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN app.align_chunks_of(app.current_workspace(), parent, most);
END
$$;
GRANT EXECUTE ON FUNCTION app.align_chunks(uuid, integer) TO statehouse_worker;

CREATE OR REPLACE FUNCTION app.chunk_conversation() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM app.tell_chunks(
        NEW.workspace_id, NEW.id, CASE NEW.visibility WHEN 'private' THEN NEW.owner_id END, NEW.project_id, NEW.deleted_at IS NOT NULL);
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION app.chunk_identity() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM app.tell_chunks(NEW.workspace_id, NEW.id, NULL, NULL, NEW.deleted_at IS NOT NULL);
    RETURN NULL;
END
$$;

-- Its issues go with it.
CREATE OR REPLACE FUNCTION app.chunk_project() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM app.tell_chunks(NEW.workspace_id, NEW.id, NULL, NEW.id, NEW.deleted_at IS NOT NULL);
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION app.chunk_knowledge_entry() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    firsts uuid[];
BEGIN
    IF (OLD.project_id, OLD.deleted_at, OLD.tags, OLD.metadata) IS DISTINCT FROM
       (NEW.project_id, NEW.deleted_at, NEW.tags, NEW.metadata) THEN
        PERFORM app.tell_chunks(
            NEW.workspace_id, NEW.id, NULL, NEW.project_id, NEW.deleted_at IS NOT NULL, NEW.tags, NEW.metadata);
    END IF;
    IF (OLD.title, OLD.tags) IS DISTINCT FROM (NEW.title, NEW.tags) THEN
        SELECT array_agg(k.id) INTO firsts
        FROM app.knowledge_pieces k
        WHERE k.workspace_id = NEW.workspace_id AND k.entry_id = NEW.id AND k.number = 1;
        PERFORM app.rewrite_chunks(NEW.workspace_id, 'knowledge', firsts);
    END IF;
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION app.chunk_prompt_card() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    newest uuid[];
BEGIN
    IF (OLD.owner_id, OLD.visibility, OLD.project_id, OLD.deleted_at, OLD.tags, OLD.metadata) IS DISTINCT FROM
       (NEW.owner_id, NEW.visibility, NEW.project_id, NEW.deleted_at, NEW.tags, NEW.metadata) THEN
        PERFORM app.tell_chunks(
            NEW.workspace_id, NEW.id, CASE NEW.visibility WHEN 'private' THEN NEW.owner_id END, NEW.project_id,
            NEW.deleted_at IS NOT NULL, NEW.tags, NEW.metadata);
    END IF;
    IF (OLD.title, OLD.description, OLD.tags) IS DISTINCT FROM (NEW.title, NEW.description, NEW.tags) THEN
        SELECT array_agg(v.id) INTO newest
        FROM app.prompt_versions v
        WHERE v.workspace_id = NEW.workspace_id AND v.card_id = NEW.id AND v.number = NEW.last_version;
        PERFORM app.rewrite_chunks(NEW.workspace_id, 'prompt', newest);
    END IF;
    RETURN NULL;
END
$$;

-- Of a row that is gone there is nothing to be told.
CREATE OR REPLACE FUNCTION app.chunk_parent_deleted() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    DELETE FROM app.chunk_backlog b USING gone g WHERE b.workspace_id = g.workspace_id AND b.parent_id = g.id;
    RETURN NULL;
END
$$;

-- What was the newest version until now.
CREATE OR REPLACE FUNCTION app.chunk_older_versions() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM app.await_batch(w.workspace_id) FROM (SELECT DISTINCT o.workspace_id FROM written o) w;
    UPDATE app.chunks c SET newest = false
    FROM (SELECT w.workspace_id, w.card_id, max(w.number) AS number FROM written w GROUP BY 1, 2) n
    JOIN app.prompt_versions v ON v.workspace_id = n.workspace_id AND v.card_id = n.card_id AND v.number < n.number
    WHERE c.workspace_id = n.workspace_id AND c.parent_id = n.card_id AND c.row_id = v.id AND c.newest;
    RETURN NULL;
END
$$;

-- The condition that an update changes one of these columns.
CREATE OR REPLACE FUNCTION app.any_is_changed(columns text[]) RETURNS text
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT format('(%s) IS DISTINCT FROM (%s)', string_agg('OLD.' || quote_ident(c), ', '), string_agg('NEW.' || quote_ident(c), ', '))
    FROM unnest(columns) c
$$;

-- Has the rows of a table searched, as of a kind (app.drafts_of_…). Their pieces are written anew when one of these columns changes.
CREATE OR REPLACE PROCEDURE app.make_searchable(relation regclass, kind text, columns text[])
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE format(
        'CREATE OR REPLACE TRIGGER chunk_insert AFTER INSERT ON %s
             REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION app.chunk_inserted(%L)', relation, kind);
    IF columns <> '{}' THEN
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER chunk_update AFTER UPDATE ON %s FOR EACH ROW WHEN (%s) EXECUTE FUNCTION app.chunk_updated(%L)',
            relation, app.any_is_changed(columns), kind);
    END IF;
    EXECUTE format(
        'CREATE OR REPLACE TRIGGER chunk_delete AFTER DELETE ON %s
             REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION app.chunk_deleted()', relation);
END
$$;

-- Has the rows of a table, which others that are searched belong to, tell their pieces when one of these columns changes.
CREATE OR REPLACE PROCEDURE app.make_parent_of_chunks(relation regclass, teller name, columns text[])
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE format(
        'CREATE OR REPLACE TRIGGER chunk_update AFTER UPDATE ON %s FOR EACH ROW WHEN (%s) EXECUTE FUNCTION app.%I()',
        relation, app.any_is_changed(columns), teller);
    EXECUTE format(
        'CREATE OR REPLACE TRIGGER chunk_delete AFTER DELETE ON %s
             REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION app.chunk_parent_deleted()', relation);
END
$$;

CALL app.make_searchable('app.experiences', 'experience', '{title,organisation,description,tags,deleted_at}');
CALL app.make_searchable('app.issues', 'issue', '{title,body,labels,state,deleted_at}');
CALL app.make_searchable('app.knowledge_pieces', 'knowledge', '{}');
CALL app.make_searchable('app.messages', 'message', '{content,metadata,deleted_at}');
CALL app.make_searchable('app.profiles', 'profile', '{headline,summary,deleted_at}');
CALL app.make_searchable('app.prompt_versions', 'prompt', '{}');
CALL app.make_searchable('app.skills', 'skill', '{name,category,level,keywords,deleted_at}');

CREATE OR REPLACE TRIGGER chunk_older AFTER INSERT ON app.prompt_versions
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION app.chunk_older_versions();

CALL app.make_parent_of_chunks('app.conversations', 'chunk_conversation', '{owner_id,visibility,project_id,deleted_at}');
CALL app.make_parent_of_chunks('app.identities', 'chunk_identity', '{deleted_at}');
CALL app.make_parent_of_chunks('app.knowledge_entries', 'chunk_knowledge_entry', '{title,tags,metadata,project_id,deleted_at}');
CALL app.make_parent_of_chunks('app.projects', 'chunk_project', '{deleted_at}');
CALL app.make_parent_of_chunks(
    'app.prompt_cards', 'chunk_prompt_card', '{title,description,tags,metadata,project_id,owner_id,visibility,deleted_at}');
