-- Jobs on their way are no news to the audit log, but what somebody does to them is: that one was cancelled or asked to end, or
-- driven again after it had died.

-- Notes a change of jobs of the bound workspace: `cancelled`, `asked-to-end` or `redriven`. Ids that the change can't have made
-- what they are now leave no entry. Answers how many did.
CREATE FUNCTION app.record_job_changes(change text, job_ids uuid[]) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    workspace CONSTANT uuid := app.current_workspace();
    changes app.audit_change[];
BEGIN
    IF change NOT IN ('cancelled', 'asked-to-end', 'redriven') OR cardinality(job_ids) > 1000 THEN
        RAISE EXCEPTION 'no such change of jobs' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    SELECT array_agg(ROW(workspace, 'update', 'jobs', known.id::text,
                         CASE change WHEN 'cancelled' THEN '{"state": "queued"}'::jsonb
                                     WHEN 'redriven' THEN '{"state": "dead"}'::jsonb END,
                         CASE change WHEN 'cancelled' THEN '{"state": "cancelled"}'::jsonb
                                     WHEN 'redriven' THEN '{"state": "queued"}'::jsonb
                                     ELSE '{"cancel_requested": true}'::jsonb END,
                         NULL, 'workspace')::app.audit_change ORDER BY known.id)
    INTO changes
    FROM (SELECT f.id
          FROM app.finished_jobs f
          WHERE change = 'cancelled' AND f.workspace_id = workspace AND f.id = ANY (job_ids) AND f.state = 'cancelled'
          UNION ALL
          SELECT j.id
          FROM app.jobs j
          WHERE j.workspace_id = workspace AND j.id = ANY (job_ids)
            AND CASE change WHEN 'redriven' THEN j.lease_until IS NULL
                            WHEN 'asked-to-end' THEN j.cancel_requested_at IS NOT NULL END) AS known;
    IF changes IS NOT NULL THEN
        PERFORM app.append_audit_entries(changes);
    END IF;
    RETURN coalesce(cardinality(changes), 0);
END
$$;
GRANT EXECUTE ON FUNCTION app.record_job_changes(text, uuid[]) TO statehouse_app;
