-- The end of an account concerns all of a person's workspaces, so it runs past row security: for one person, named by the
-- identity function, which alone may call it.

-- Ends all memberships, and revokes the keys that act for the person. If they are some workspace's last owner nothing is
-- done, and those workspaces' slugs are returned.
CREATE OR REPLACE FUNCTION app.leave_workspaces(person uuid) RETURNS TABLE (workspace_slug text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- In one order, so that two of them can't wait for each other; until the end, so that two owners can't both leave.
    PERFORM FROM app.workspaces w
    WHERE w.id IN (SELECT m.workspace_id FROM app.memberships m WHERE m.user_id = person)
    ORDER BY w.id
    FOR UPDATE;

    RETURN QUERY
        SELECT w.slug
        FROM app.memberships m JOIN app.workspaces w ON w.id = m.workspace_id
        WHERE m.user_id = person AND m.role = 'owner'
          AND NOT EXISTS (SELECT FROM app.memberships o
                          WHERE o.workspace_id = m.workspace_id AND o.role = 'owner' AND o.user_id <> person)
        ORDER BY w.slug
        LIMIT 100;
    IF FOUND THEN
        RETURN;
    END IF;

    -- A key refers to the membership that it acts for, so a revoked one lets go of it.
    UPDATE app.api_keys
    SET revoked_at = coalesce(revoked_at, now()), user_id = NULL, updated_at = now()
    WHERE user_id = person
      AND workspace_id IN (SELECT m.workspace_id FROM app.memberships m WHERE m.user_id = person);
    DELETE FROM app.memberships WHERE user_id = person;
END
$$;

GRANT EXECUTE ON FUNCTION app.leave_workspaces(uuid) TO statehouse_identity;
