-- Which status may follow which. SH003 is a code of our own: its message is told to the caller.
CREATE OR REPLACE FUNCTION app.move_agent_run() RETURNS trigger
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    before CONSTANT text := CASE TG_OP WHEN 'UPDATE' THEN OLD.status ELSE 'new' END;
BEGIN
    IF NOT (CASE before
        WHEN 'new' THEN NEW.status = 'queued'
        WHEN 'queued' THEN NEW.status IN ('running', 'cancelled')
        WHEN 'running' THEN NEW.status IN ('waiting', 'paused', 'succeeded', 'failed', 'cancelled')
        WHEN 'waiting' THEN NEW.status IN ('running', 'failed', 'cancelled')
        WHEN 'paused' THEN NEW.status IN ('running', 'failed', 'cancelled')
        ELSE false END) THEN
        RAISE EXCEPTION 'a run can''t go from % to %', before, NEW.status USING ERRCODE = 'SH003';
    END IF;
    IF NEW.status = 'running' THEN
        NEW.started_at := coalesce(NEW.started_at, now());
        NEW.heartbeat_at := now();
    ELSIF NEW.status IN ('succeeded', 'failed', 'cancelled') THEN
        NEW.finished_at := now();
    END IF;
    RETURN NEW;
END
$$;
