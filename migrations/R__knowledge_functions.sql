-- An entry whose job is no more says so: one that an operator cancelled, or that died with its worker in its last attempt, before it
-- could tell (V0136). What the entry has by now of another job's is left as it is.
CREATE OR REPLACE FUNCTION app.fail_ended_extraction() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    entry CONSTANT text := NEW.payload ->> 'entryId';
BEGIN
    UPDATE app.knowledge_entries e
    SET state = 'failed', failure = TG_ARGV[0] || ': take the content again', revision = e.revision + 1, updated_at = now()
    WHERE e.workspace_id = NEW.workspace_id
      -- The payload may be nothing that it should be.
      AND e.id = CASE WHEN entry ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN entry::uuid END
      AND e.pieces_version::text = NEW.payload ->> 'version'
      AND e.state IN ('processing', 'waiting');
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER fail_cancelled_extraction AFTER INSERT ON app.finished_jobs
    FOR EACH ROW WHEN (NEW.state = 'cancelled' AND NEW.kind = 'knowledge-extraction')
    EXECUTE FUNCTION app.fail_ended_extraction('it was cancelled before it was processed');
CREATE OR REPLACE TRIGGER fail_dead_extraction AFTER INSERT ON app.dead_jobs
    FOR EACH ROW WHEN (NEW.kind = 'knowledge-extraction')
    EXECUTE FUNCTION app.fail_ended_extraction('it could not be processed, although it was tried for a while');
