-- Pieces with vectors of their own, as a search finds them (app.vectors). The triggers are SECURITY DEFINER: whoever writes a vector may
-- not write here. What is called takes the workspace and the person from the binding.

-- As the other drafts are (R__chunk_functions.sql), but those of deleted rows are there, too, hidden: their numbers are nowhere else. Such
-- a piece belongs to its row alone, so that what its conversation says of all its pieces does not bring it to light.
CREATE OR REPLACE FUNCTION app.drafts_of_vector(of_workspace uuid, rows uuid[]) RETURNS app.chunk_draft[]
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
BEGIN
    -- Not where they are read: an outer join can't lock.
    PERFORM FROM app.conversations c
    WHERE c.workspace_id = of_workspace AND c.id = ANY (ARRAY(
        SELECT v.conversation_id FROM app.vectors v WHERE v.workspace_id = of_workspace AND v.id = ANY (rows)))
    ORDER BY c.id
    FOR SHARE;
    PERFORM FROM app.messages m
    WHERE m.workspace_id = of_workspace AND m.id = ANY (ARRAY(
        SELECT v.message_id FROM app.vectors v WHERE v.workspace_id = of_workspace AND v.id = ANY (rows)))
    ORDER BY m.id
    FOR SHARE;
    RETURN ARRAY(
        SELECT ROW('vector', v.id, CASE WHEN d.deleted THEN v.id ELSE coalesce(c.id, v.id) END,
                   CASE WHEN c.id IS NULL THEN v.project_id ELSE c.project_id END,
                   CASE coalesce(c.visibility, v.visibility) WHEN 'private' THEN coalesce(c.owner_id, v.owner_id) END,
                   d.deleted OR c.deleted_at IS NOT NULL, true, '', v.content, v.tags, v.metadata, NULL, v.created_at)::app.chunk_draft
        FROM unnest(rows) AS r (row_id)
        CROSS JOIN LATERAL (SELECT * FROM app.vectors o WHERE o.workspace_id = of_workspace AND o.id = r.row_id OFFSET 0) v
        LEFT JOIN LATERAL (
            SELECT * FROM app.conversations o WHERE o.workspace_id = of_workspace AND o.id = v.conversation_id OFFSET 0) c ON true
        LEFT JOIN LATERAL (
            SELECT * FROM app.messages o WHERE o.workspace_id = of_workspace AND o.id = v.message_id OFFSET 0) m ON true
        CROSS JOIN LATERAL (SELECT v.deleted_at IS NOT NULL OR m.deleted_at IS NOT NULL AS deleted) d);
END
$$;

-- Brings the pieces of vectors into line with their rows, whose content is as it was: the numbers stay.
CREATE OR REPLACE FUNCTION app.align_vectors(of_workspace uuid, rows uuid[]) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    drafts CONSTANT app.chunk_draft[] := app.drafts_of_vector(of_workspace, rows);
BEGIN
    PERFORM app.await_batch(of_workspace);
    UPDATE app.chunks c
    SET parent_id = d.parent_id, project_id = d.project_id, owner_id = d.owner_id, hidden = d.hidden, tags = d.tags, metadata = d.metadata
    FROM unnest(drafts) d
    WHERE c.workspace_id = of_workspace AND c.row_id = d.row_id;
END
$$;

CREATE OR REPLACE FUNCTION app.chunk_vector() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF OLD.content <> NEW.content THEN
        PERFORM app.rewrite_chunks(NEW.workspace_id, 'vector', ARRAY[NEW.id]);
    ELSE
        PERFORM app.align_vectors(NEW.workspace_id, ARRAY[NEW.id]);
    END IF;
    RETURN NULL;
END
$$;

-- Of a message that was deleted or restored.
CREATE OR REPLACE FUNCTION app.chunk_vectors_of_message() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    its CONSTANT uuid[] := ARRAY(
        SELECT v.id FROM app.vectors v WHERE v.workspace_id = NEW.workspace_id AND v.message_id = NEW.id ORDER BY v.id);
BEGIN
    IF its <> '{}' THEN
        PERFORM app.align_vectors(NEW.workspace_id, its);
    END IF;
    RETURN NULL;
END
$$;

CALL app.make_searchable('app.vectors', 'vector', '{}');
CREATE OR REPLACE TRIGGER chunk_update AFTER UPDATE ON app.vectors
    FOR EACH ROW WHEN (
        (OLD.content, OLD.metadata, OLD.tags, OLD.project_id, OLD.owner_id, OLD.visibility, OLD.deleted_at) IS DISTINCT FROM
        (NEW.content, NEW.metadata, NEW.tags, NEW.project_id, NEW.owner_id, NEW.visibility, NEW.deleted_at))
    EXECUTE FUNCTION app.chunk_vector();
CREATE OR REPLACE TRIGGER chunk_vectors AFTER UPDATE ON app.messages
    FOR EACH ROW WHEN (OLD.deleted_at IS DISTINCT FROM NEW.deleted_at)
    EXECUTE FUNCTION app.chunk_vectors_of_message();

-- The model of a new vector, by default the workspace's: how its numbers must be, and whether the worker makes them where none are given,
-- which it does for models that searches use or will. It can't be removed before this transaction ends. No row: there is no such model.
CREATE OR REPLACE FUNCTION app.model_of_vectors(of_model uuid)
RETURNS TABLE (id uuid, name text, dimensions integer, normalised boolean, makes_vectors boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    space app.search_spaces;
BEGIN
    SELECT * INTO space FROM app.search_spaces s WHERE s.workspace_id = app.current_workspace();
    RETURN QUERY
    SELECT m.id, m.name, m.dimensions, m.normalised,
           m.provider <> 'caller' AND (m.id IN (space.embedding_model_id, space.next_embedding_model_id)) IS TRUE
    FROM app.embedding_models m
    WHERE m.workspace_id = app.current_workspace() AND m.removed_at IS NULL
      AND m.id = coalesce(of_model, space.embedding_model_id, space.next_embedding_model_id)
    FOR KEY SHARE;
END
$$;

-- Keeps the numbers that vectors came with, of length one where their model's are: an array of objects {"id", "values"}, of which those
-- without values are left out. All are kept, or it fails; one that the person may not see is none.
CREATE OR REPLACE FUNCTION app.keep_vectors(given jsonb) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    workspace CONSTANT uuid := app.current_workspace();
    kept integer;
BEGIN
    PERFORM app.await_batch(workspace);
    INSERT INTO app.embeddings AS e (shard, workspace_id, chunk_id, model_id, vector)
    SELECT c.shard, workspace, c.id, m.id,
           CASE WHEN m.normalised THEN public.l2_normalize(g.values::text::public.vector) ELSE g.values::text::public.vector END::public.halfvec
    FROM jsonb_to_recordset(given) AS g (id uuid, values jsonb)
    JOIN app.visible_vectors v ON v.workspace_id = workspace AND v.id = g.id
    JOIN app.embedding_models m ON m.workspace_id = workspace AND m.id = v.model_id
    JOIN app.chunks c ON c.workspace_id = workspace AND c.row_id = v.id AND c.number = 0
    WHERE jsonb_typeof(g.values) = 'array' AND jsonb_array_length(g.values) = m.dimensions
    ON CONFLICT (workspace_id, chunk_id, shard, model_id) DO UPDATE SET vector = EXCLUDED.vector, failure = NULL;
    GET DIAGNOSTICS kept = ROW_COUNT;
    IF kept <> (SELECT count(*) FROM jsonb_to_recordset(given) AS g (values jsonb) WHERE jsonb_typeof(g.values) = 'array') THEN
        RAISE EXCEPTION 'some vectors can''t be kept' USING ERRCODE = 'data_exception';
    END IF;
    RETURN kept;
END
$$;

GRANT EXECUTE ON FUNCTION app.model_of_vectors(uuid), app.keep_vectors(jsonb) TO statehouse_app;
