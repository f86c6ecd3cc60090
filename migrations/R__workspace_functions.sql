-- What a person may ask before any workspace is known. SECURITY DEFINER, because row security binds a statement to one
-- workspace; whose memberships are meant is an argument, so that nobody but the identity function may call these.

-- A custom plan each time: only then does the planner know whether there is a filter, and so whether GIN helps.
CREATE OR REPLACE FUNCTION app.workspaces_of(person uuid, wanted jsonb, before uuid, page_rows integer)
RETURNS TABLE (
    id uuid, slug text, name text, plan text, settings jsonb, history_retention_days integer, role text,
    revision integer, created_at timestamptz, updated_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    RETURN QUERY
    SELECT w.id, w.slug, w.name, w.plan, w.settings, w.history_retention_days, m.role, w.revision, w.created_at, w.updated_at
    FROM app.memberships m
    JOIN app.workspaces w ON w.id = m.workspace_id
    WHERE m.user_id = person AND w.removal_begun_at IS NULL
      AND (wanted IS NULL OR w.settings @> wanted)
      AND (before IS NULL OR m.workspace_id < before)
    ORDER BY m.workspace_id DESC
    LIMIT page_rows;
END
$$;

-- The person's workspace of this slug, if there is one.
CREATE OR REPLACE FUNCTION app.workspace_of(person uuid, wanted_slug text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT w.id
    FROM app.workspaces w
    JOIN app.memberships m ON m.workspace_id = w.id
    WHERE w.slug = wanted_slug AND m.user_id = person AND w.removal_begun_at IS NULL
$$;

-- Which invitation a token is of; whoever has it was sent it.
CREATE OR REPLACE FUNCTION app.find_invitation(token bytea) RETURNS TABLE (workspace_id uuid, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT i.workspace_id, i.id
    FROM app.invitations i
    JOIN app.workspaces w ON w.id = i.workspace_id
    WHERE i.token_sha256 = token AND w.removal_begun_at IS NULL
$$;

GRANT EXECUTE ON FUNCTION app.workspaces_of(uuid, jsonb, uuid, integer), app.workspace_of(uuid, text), app.find_invitation(bytea)
    TO statehouse_identity;
