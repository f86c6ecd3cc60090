-- What becomes of a workspace's pieces when its search settings change. What is written from then on is written by the new ones; what was
-- there before follows by batches, each of them in one transaction. Until all have come questions are read by the languages of before,
-- too, so that nothing is missed. A job does it, and maintenance what the job leaves.

-- SECURITY DEFINER: whoever changes the settings may not write search_spaces.
CREATE OR REPLACE FUNCTION app.apply_search_settings() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
-- A role or a server may have been set to hear less.
SET client_min_messages = notice
AS $$
DECLARE
    now_at CONSTANT timestamptz := clock_timestamp();
    space app.search_spaces;
BEGIN
    -- Fails for a language that PostgreSQL has not.
    PERFORM NEW.language::regconfig;
    INSERT INTO app.search_spaces (workspace_id) VALUES (NEW.workspace_id) ON CONFLICT DO NOTHING;
    SELECT * INTO space FROM app.search_spaces s WHERE s.workspace_id = NEW.workspace_id FOR NO KEY UPDATE;
    IF (space.language, space.logs) = (NEW.language, NEW.logs) THEN
        RETURN NULL;
    END IF;
    UPDATE app.search_spaces s
    SET language = NEW.language, languages = ARRAY(SELECT DISTINCT l FROM unnest(s.languages || NEW.language) l), logs = NEW.logs,
        updated_at = now()
    WHERE s.workspace_id = NEW.workspace_id;
    IF space.language <> NEW.language OR space.logs AND NOT NEW.logs THEN
        UPDATE app.search_spaces s
        SET settled_to = '00000000-0000-0000-0000-000000000000', settled_since = NULL
        WHERE s.workspace_id = NEW.workspace_id;
        INSERT INTO app.jobs (workspace_id, id, kind, payload, run_at, max_attempts, unique_key)
        VALUES (NEW.workspace_id, app.id_at(floor(extract(epoch FROM now_at) * 4096000)::bigint), 'search-settlement', '{}', now_at, 20,
                NEW.revision::text)
        ON CONFLICT (workspace_id, kind, unique_key) WHERE unique_key IS NOT NULL DO NOTHING;
        IF FOUND THEN
            RAISE NOTICE 'pieces are to be settled' USING ERRCODE = 'SH003';
        END IF;
    END IF;
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER apply_settings AFTER INSERT OR UPDATE ON app.search_settings
    FOR EACH ROW EXECUTE FUNCTION app.apply_search_settings();

-- Whether pieces of the bound workspace are still being brought into line with its settings.
CREATE OR REPLACE FUNCTION app.search_is_settling() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce((SELECT s.settled_to IS NOT NULL FROM app.search_spaces s WHERE s.workspace_id = app.current_workspace()), false)
$$;
GRANT EXECUTE ON FUNCTION app.search_is_settling() TO statehouse_app;

-- The language that a row says of itself; NULL if it is the workspace's. The others' rows say none.
CREATE OR REPLACE FUNCTION app.language_of_piece(of_workspace uuid, of_kind text, of_parent uuid) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT app.text_configuration(e.language)
    FROM app.knowledge_entries e
    WHERE of_kind = 'knowledge' AND e.workspace_id = of_workspace AND e.id = of_parent
$$;

-- Brings the next pieces into line with the workspace's settings, at most so many. Answers how many were looked at: 0 once all are in line,
-- NULL while transactions that may have read the settings of before are still under way.
--
-- A piece that is read anew keeps its id and its vectors, for its text is the same.
CREATE OR REPLACE FUNCTION app.settle_chunks_of(of_workspace uuid, most integer) RETURNS integer
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    nothing_yet CONSTANT uuid := '00000000-0000-0000-0000-000000000000';
    space app.search_spaces;
    next uuid[];
BEGIN
    -- Not as strong a lock as would keep back those who write texts.
    SELECT * INTO space
    FROM app.search_spaces s
    WHERE s.workspace_id = of_workspace AND s.settled_to IS NOT NULL
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN 0;
    END IF;
    IF space.settled_since IS NULL THEN
        UPDATE app.search_spaces s SET settled_since = pg_current_xact_id() WHERE s.workspace_id = of_workspace;
        RETURN NULL;
    END IF;
    IF space.settled_to = nothing_yet AND pg_snapshot_xmin(pg_current_snapshot()) <= space.settled_since THEN
        RETURN NULL;
    END IF;
    next := ARRAY(
        SELECT c.id
        FROM app.chunks c
        WHERE c.workspace_id = of_workspace AND c.id > space.settled_to
        ORDER BY c.id
        LIMIT most);
    IF next = '{}' THEN
        -- Which languages entries say is asked of them, not of their pieces: those of a new entry come later than it.
        UPDATE app.search_spaces s
        SET settled_to = NULL, settled_since = NULL, updated_at = now(),
            languages = ARRAY(SELECT space.language
                              UNION
                              SELECT app.text_configuration(e.language)
                              FROM app.knowledge_entries e
                              WHERE e.workspace_id = of_workspace AND e.language IS NOT NULL)
        WHERE s.workspace_id = of_workspace;
        RETURN 0;
    END IF;
    IF NOT space.logs THEN
        DELETE FROM app.chunks c WHERE c.workspace_id = of_workspace AND c.id = ANY (next) AND c.kind = 'log';
    END IF;
    WITH held AS MATERIALIZED (
        SELECT c.shard, c.id, c.title, c.tags, c.content, l.language
        FROM app.chunks c
        CROSS JOIN LATERAL (
            SELECT coalesce(app.language_of_piece(of_workspace, c.kind, c.parent_id), space.language)) AS l (language)
        WHERE c.workspace_id = of_workspace AND c.id = ANY (next) AND c.language <> l.language
        FOR NO KEY UPDATE OF c
    )
    UPDATE app.chunks c
    SET language = h.language, weights = v.weights, length = v.length,
        search = CASE v.levels WHEN '{}' THEN w.words ELSE w.words || array_to_tsvector(v.levels) END
    FROM held h
    CROSS JOIN LATERAL (SELECT app.words_of_piece(h.language, h.title, h.tags, h.content) OFFSET 0) AS w (words)
    CROSS JOIN LATERAL app.weigh(w.words, space.average_length, space.leveled) v
    WHERE c.shard = h.shard AND c.workspace_id = of_workspace AND c.id = h.id;
    UPDATE app.search_spaces s
    SET settled_to = next[cardinality(next)], updated_at = now()
    WHERE s.workspace_id = of_workspace;
    RETURN cardinality(next);
END
$$;
REVOKE EXECUTE ON FUNCTION app.settle_chunks_of(uuid, integer) FROM PUBLIC;

-- The same for the bound workspace.
CREATE OR REPLACE FUNCTION app.settle_chunks(most integer) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN app.settle_chunks_of(app.current_workspace(), most);
END
$$;
GRANT EXECUTE ON FUNCTION app.settle_chunks(integer) TO statehouse_worker;
