-- One look for each statement that wrote entries: where no webhook is, nothing else is done. What is private is told to nobody.
CREATE OR REPLACE FUNCTION app.enqueue_events() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    now_at CONSTANT timestamptz := clock_timestamp();
    units CONSTANT bigint := floor(extract(epoch FROM now_at) * 4096000)::bigint;
BEGIN
    IF EXISTS (SELECT FROM app.webhooks w
               WHERE w.workspace_id IN (SELECT e.workspace_id FROM new_entries e) AND w.active) THEN
        INSERT INTO app.jobs (workspace_id, id, kind, payload, run_at, max_attempts)
        SELECT e.workspace_id, app.id_at(units + row_number() OVER (ORDER BY e.id, w.id)), 'webhook-delivery',
               app.event_payload(w.id, e.id, t.type, e.workspace_id, e.created_at, e.person_id, e.via, e.credential_id, e.relation,
                                 e.row_id, CASE e.action WHEN 'update' THEN e.after END),
               now_at, 10
        FROM new_entries e
        CROSS JOIN LATERAL (SELECT app.event_type(e.relation, e.action, e.before, e.after) AS type OFFSET 0) t
        JOIN app.webhooks w ON w.workspace_id = e.workspace_id AND w.active AND w.event_types && ARRAY['*', t.type]
        WHERE e.visibility = 'workspace' AND t.type IS NOT NULL;
    END IF;
    RETURN NULL;
END
$$;
