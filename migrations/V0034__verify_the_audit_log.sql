-- What the application may ask of the audit log beyond reading it: whether it is whole, and that a refusal be written down.

-- Recomputes up to `most` links of the bound workspace, from this number on, and stops at the first that is broken. Each part
-- also looks for entries that no link covers, among the ids that its links have reached. STABLE: one snapshot for all of it.
CREATE FUNCTION app.verify_audit_log(
    from_number bigint, most integer,
    OUT checked integer, OUT next_number bigint, OUT links bigint, OUT broken bigint, OUT fault text, OUT last_hash text)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    workspace CONSTANT uuid := app.current_workspace();
    head app.audit_heads;
    link app.audit_links;
    previous bytea := app.audit_beginning();
    begun uuid := '00000000-0000-0000-0000-000000000000';
    covered uuid := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
    last_number bigint;
    stray_at bigint;
    now_there record;
BEGIN
    SELECT * INTO head FROM app.audit_heads h WHERE h.workspace_id = workspace;
    links := greatest(head.number, (SELECT max(l.number) FROM app.audit_links l WHERE l.workspace_id = workspace), 0);
    last_number := least(from_number + most - 1, links);
    checked := 0;
    IF from_number > 1 THEN
        SELECT * INTO link FROM app.audit_links l WHERE l.workspace_id = workspace AND l.number = from_number - 1;
        IF NOT FOUND THEN
            broken := least(from_number - 1, links);
            fault := CASE WHEN from_number - 1 <= links THEN 'link-missing' END;
            broken := CASE WHEN fault IS NOT NULL THEN broken END;
            RETURN;
        END IF;
        previous := link.hash;
        begun := link.reached;
    END IF;
    IF last_number < links THEN
        covered := coalesce(
            (SELECT l.reached FROM app.audit_links l WHERE l.workspace_id = workspace AND l.number = last_number), covered);
    END IF;
    SELECT coalesce(
               (SELECT min(l.number) FROM app.audit_links l
                WHERE l.workspace_id = workspace AND l.number BETWEEN from_number AND last_number AND l.reached >= stray.id),
               greatest(last_number, 1))
    INTO stray_at
    FROM (SELECT e.id
          FROM app.audit_entries e
          WHERE e.workspace_id = workspace AND e.id > begun AND e.id <= covered
            AND NOT EXISTS (SELECT FROM app.audit_links l
                            WHERE l.workspace_id = workspace AND l.transaction_id = e.transaction_id
                              AND e.id BETWEEN l.first_id AND l.reached)
          ORDER BY e.id
          LIMIT 1) stray;

    FOR n IN from_number .. last_number LOOP
        broken := n;
        SELECT * INTO link FROM app.audit_links l WHERE l.workspace_id = workspace AND l.number = n;
        IF NOT FOUND THEN
            fault := 'link-missing';
            RETURN;
        END IF;
        IF link.hash IS DISTINCT FROM app.audit_link_hash(previous, link) THEN
            fault := 'hash-differs';
            RETURN;
        END IF;
        SELECT count(*) AS entries, app.audit_digest(app.audit_beginning(), app.audit_entry_hash(e) ORDER BY e.id) AS digest
        INTO now_there
        FROM app.audit_entries e
        WHERE e.workspace_id = workspace AND e.transaction_id = link.transaction_id AND e.id BETWEEN link.first_id AND link.reached;
        fault := CASE
            WHEN now_there.entries < link.entries THEN 'entry-missing'
            WHEN now_there.entries > link.entries OR stray_at = n THEN 'entry-added'
            WHEN now_there.digest IS DISTINCT FROM link.digest THEN 'entry-changed'
        END;
        IF fault IS NOT NULL THEN
            RETURN;
        END IF;
        previous := link.hash;
        last_hash := encode(link.hash, 'hex');
        checked := checked + 1;
    END LOOP;
    broken := NULL;

    IF last_number < links THEN
        next_number := last_number + 1;
    ELSIF stray_at IS NOT NULL THEN
        broken := stray_at;
        fault := 'entry-added';
    ELSIF links > 0 AND (head.number IS DISTINCT FROM links OR head.hash IS DISTINCT FROM previous
                         OR head.reached IS DISTINCT FROM link.reached) THEN
        broken := links;
        fault := 'head-differs';
    END IF;
END
$$;
GRANT EXECUTE ON FUNCTION app.verify_audit_log(bigint, integer) TO statehouse_app;

-- An event that is no change of a row, for functions of the owner to record.
CREATE FUNCTION app.record_event(action text, relation text, row_id text, details jsonb) RETURNS void
LANGUAGE sql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT app.append_audit_entries(
        ARRAY[ROW(app.current_workspace(), action, relation, row_id, NULL, details, NULL, 'workspace')::app.audit_change])
$$;

-- Whether it was written: of one credential's refusals no more than 20 within a minute are, so that a client in a loop fills
-- no log.
CREATE FUNCTION app.record_refusal(operation text, reason text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    workspace CONSTANT uuid := app.current_workspace();
    credential CONSTANT uuid := nullif(split_part(current_setting('app.origin', true), ' ', 2), '')::uuid;
BEGIN
    IF 20 <= (
        SELECT count(*)
        FROM (SELECT
              FROM app.audit_entries e
              WHERE e.workspace_id = workspace AND e.credential_id = credential AND e.action = 'refuse'
                AND e.id >= app.first_id(now() - interval '1 minute')
              LIMIT 20) AS recent)
    THEN
        RETURN false;
    END IF;
    PERFORM app.record_event('refuse', 'operations', left(operation, 500), jsonb_build_object('reason', left(reason, 500)));
    RETURN true;
END
$$;
GRANT EXECUTE ON FUNCTION app.record_refusal(text, text) TO statehouse_app, statehouse_identity;
