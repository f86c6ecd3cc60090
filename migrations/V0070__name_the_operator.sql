-- One workspace, or a few, belong to whoever runs the installation: only their members may see what concerns it as a whole.

ALTER TABLE app.workspaces
    -- Set by the migrate function alone: no role that serves requests may change it.
    ADD COLUMN operates boolean NOT NULL DEFAULT false;

-- Column by column, so that what is added to the table is nobody's to set unless it is named here.
REVOKE INSERT, UPDATE ON app.workspaces FROM statehouse_identity;
GRANT INSERT (id, slug, name, settings),
      UPDATE (slug, name, plan, settings, history_retention_days, revision, updated_at)
    ON app.workspaces TO statehouse_identity;

-- For functions that show what is no tenant's: the question and their answer see one snapshot. SH002 is a code of our own.
CREATE FUNCTION app.require_operator() RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM app.workspaces w WHERE w.id = app.current_workspace() AND w.operates) THEN
        RAISE EXCEPTION 'the workspace does not operate this installation' USING ERRCODE = 'SH002';
    END IF;
END
$$;
