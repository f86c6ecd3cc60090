-- What maintenance found to be wrong with the schema or with its own rights: what it is about, and the SQL that puts it right.
-- Names of relations and counts, never a value of a row or of a statistic.

CREATE TABLE operations.findings (
    -- Each task tells all that it finds each time: what it no longer tells is gone.
    task text NOT NULL,
    kind text NOT NULL,
    object text NOT NULL,
    severity text NOT NULL,
    message text NOT NULL,
    fix text,
    first_seen_at timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    gone_at timestamptz,
    PRIMARY KEY (task, kind, object),
    CONSTRAINT task_is_a_word CHECK (task ~ '^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$'),
    CONSTRAINT kind_is_a_word CHECK (kind ~ '^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$'),
    CONSTRAINT severity_is_known CHECK (severity IN ('note', 'warning', 'error')),
    CONSTRAINT texts_are_bounded CHECK (length(object) <= 300 AND length(message) <= 1000 AND length(fix) <= 2000)
);

-- Writes down what a task found, [{kind, object, severity, message, fix}]; what it found before and not now is gone, if it came to
-- its end. It runs as the owner, so that a role without its rights can say so.
CREATE FUNCTION operations.keep_findings(of_task text, told jsonb, is_all boolean) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    kept integer;
BEGIN
    INSERT INTO operations.findings AS f (task, kind, object, severity, message, fix)
    SELECT of_task, n.kind, n.object, n.severity, n.message, n.fix
    FROM jsonb_to_recordset(told) AS n (kind text, object text, severity text, message text, fix text)
    ON CONFLICT ON CONSTRAINT findings_pkey DO UPDATE
    SET severity = excluded.severity, message = excluded.message, fix = excluded.fix, last_seen_at = now(),
        first_seen_at = CASE WHEN f.gone_at IS NULL THEN f.first_seen_at ELSE now() END, gone_at = NULL;
    GET DIAGNOSTICS kept = ROW_COUNT;
    IF is_all THEN
        UPDATE operations.findings f
        SET gone_at = now()
        WHERE f.task = of_task AND f.gone_at IS NULL
          AND NOT EXISTS (SELECT FROM jsonb_to_recordset(told) AS n (kind text, object text)
                          WHERE n.kind = f.kind AND n.object = f.object);
    END IF;
    DELETE FROM operations.findings f WHERE f.gone_at < now() - interval '90 days';
    RETURN kept;
END
$$;

-- What is still wrong, the worst first.
CREATE FUNCTION operations.open_findings(most integer)
RETURNS TABLE (
    task text, kind text, object text, severity text, message text, fix text, first_seen_at timestamptz, last_seen_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT f.task, f.kind, f.object, f.severity, f.message, f.fix, f.first_seen_at, f.last_seen_at
    FROM operations.findings f
    WHERE f.gone_at IS NULL
    ORDER BY array_position(ARRAY['error', 'warning', 'note'], f.severity), f.first_seen_at, f.task, f.kind, f.object
    LIMIT least(most, 1000)
$$;

GRANT EXECUTE ON FUNCTION operations.keep_findings(text, jsonb, boolean) TO statehouse_maintenance;
GRANT EXECUTE ON FUNCTION operations.open_findings(integer) TO statehouse_maintenance, statehouse_monitor;
