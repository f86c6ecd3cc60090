-- What is sent to the reader, a standby that answers reads. A function: a bare SET or set_config would pin a pooled proxy's session.

-- How far this server may be behind the writer, in milliseconds, as far as it has heard: 0 on the writer itself, NULL if it can't tell.
-- The time of the last transaction that it replayed says more than that where the writer rests, hence the first of the two answers.
CREATE OR REPLACE FUNCTION app.replica_lag_ms() RETURNS bigint
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    lag bigint;
BEGIN
    IF NOT pg_is_in_recovery() THEN
        RETURN 0;
    END IF;
    -- Without a receiver it has replayed all that came before its connection was lost.
    IF pg_last_wal_replay_lsn() >= pg_last_wal_receive_lsn() AND EXISTS (SELECT FROM pg_stat_wal_receiver) THEN
        RETURN 0;
    END IF;
    lag := ceil(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) * 1000);
    -- The writer's clock may be ahead.
    RETURN CASE WHEN lag < 0 THEN 0 ELSE lag END;
EXCEPTION WHEN others THEN
    -- Aurora's readers share the writer's storage, replay no log and refuse to tell of it; each tells the lag of all (Amazon Aurora User
    -- Guide, "aurora_replica_status"). Whatever the reason, a search is not to fail for it.
    BEGIN
        EXECUTE 'SELECT ceil(max(replica_lag_in_msec)) FROM aurora_replica_status()' INTO lag;
        RETURN lag;
    EXCEPTION WHEN others THEN
        RETURN NULL;
    END;
END
$$;

-- Binds as app.enter_workspace does, and tells the lag. Nothing can be written in the transaction, although the endpoint of readers leads
-- to the writer while there is no other server.
CREATE OR REPLACE FUNCTION app.enter_reader(workspace uuid, person uuid, origin text) RETURNS bigint
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM app.enter_workspace(workspace, person, origin), set_config('transaction_read_only', 'on', true);
    RETURN app.replica_lag_ms();
END
$$;

GRANT EXECUTE ON FUNCTION app.replica_lag_ms(), app.enter_reader(uuid, uuid, text) TO statehouse_app;
