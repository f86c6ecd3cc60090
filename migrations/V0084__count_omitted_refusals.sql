-- A client in a loop must fill no log, but none of its refusals may go unseen: those that the log has no room for are counted,
-- and the count is in the credential's next refusal that is written, or in an entry of the cleanup's.

CREATE TABLE app.omitted_refusals (
    -- Whose log it is: a workspace's or a person's.
    workspace_id uuid NOT NULL,
    -- A credential has as many rows as were once counted at the same time: nobody who is refused waits for another.
    id uuid NOT NULL,
    credential_id uuid NOT NULL,
    via text NOT NULL,
    person_id uuid,
    refusals bigint NOT NULL DEFAULT 1,
    -- When the first of them was refused.
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT refusals_are_counted CHECK (refusals > 0)
) WITH (fillfactor = 50);
CREATE INDEX omitted_refusals_of_a_credential ON app.omitted_refusals (workspace_id, credential_id);
CREATE INDEX omitted_refusals_oldest_first ON app.omitted_refusals (created_at);
CALL app.isolate_by_workspace('app.omitted_refusals');

-- Counts one, in whichever row nobody holds.
CREATE FUNCTION app.omit_refusal(workspace uuid, credential uuid, shown_via text, person uuid) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    WITH free AS MATERIALIZED (
        SELECT o.id
        FROM app.omitted_refusals o
        WHERE o.workspace_id = workspace AND o.credential_id = credential
        LIMIT 1
        FOR UPDATE SKIP LOCKED
    )
    UPDATE app.omitted_refusals o SET refusals = o.refusals + 1
    FROM free
    WHERE o.workspace_id = workspace AND o.id = free.id;
    IF NOT FOUND THEN
        INSERT INTO app.omitted_refusals (workspace_id, id, credential_id, via, person_id)
        VALUES (workspace, gen_random_uuid(), credential, shown_via, person);
    END IF;
END
$$;

-- The details of an entry: how many refusals before it were left out, and since when.
CREATE FUNCTION app.omitted_details(omitted numeric, since timestamptz) RETURNS jsonb
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT jsonb_build_object(
        'omitted', omitted, 'since', to_char(since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
$$;

-- For an entry that is about to be written, in the transaction that forgets them; empty if there are none. What is being
-- counted in this moment is for the next entry.
CREATE FUNCTION app.take_omitted_refusals(workspace uuid, credential uuid) RETURNS jsonb
LANGUAGE sql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
    WITH free AS MATERIALIZED (
        SELECT o.id
        FROM app.omitted_refusals o
        WHERE o.workspace_id = workspace AND o.credential_id = credential
        FOR UPDATE SKIP LOCKED
    ), taken AS (
        DELETE FROM app.omitted_refusals o
        USING free
        WHERE o.workspace_id = workspace AND o.id = free.id
        RETURNING o.refusals, o.created_at
    )
    SELECT CASE WHEN count(*) = 0 THEN '{}' ELSE app.omitted_details(sum(refusals), min(created_at)) END FROM taken
$$;

CREATE OR REPLACE FUNCTION app.record_refusal(operation text, reason text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    workspace CONSTANT uuid := app.current_workspace();
    origin CONSTANT text := coalesce(current_setting('app.origin', true), '');
    credential CONSTANT uuid := nullif(split_part(origin, ' ', 2), '')::uuid;
BEGIN
    IF 20 <= (
        SELECT count(*)
        FROM (SELECT
              FROM app.audit_entries e
              WHERE e.workspace_id = workspace AND e.credential_id = credential AND e.action = 'refuse'
                AND e.id >= app.first_id(now() - interval '1 minute')
              LIMIT 20) AS recent)
    THEN
        PERFORM app.omit_refusal(
            workspace, credential, split_part(origin, ' ', 1), nullif(current_setting('app.person_id', true), '')::uuid);
        RETURN false;
    END IF;
    PERFORM app.record_event(
        'refuse', 'operations', left(operation, 500),
        jsonb_build_object('reason', left(reason, 500)) || app.take_omitted_refusals(workspace, credential));
    RETURN true;
END
$$;
