-- After every run, also one with nothing to do, since months pass without migrations. An older schema has no such function.
DO $$
BEGIN
    IF to_regprocedure('app.make_partitions(regclass, integer)') IS NOT NULL THEN
        PERFORM app.make_partitions('app.audit_entries', 24);
        IF to_regclass('app.finished_jobs') IS NOT NULL THEN
            PERFORM app.make_partitions('app.finished_jobs', 24);
        END IF;
        IF to_regclass('app.webhook_deliveries') IS NOT NULL THEN
            PERFORM app.make_partitions('app.webhook_deliveries', 24);
        END IF;
        IF to_regclass('app.agent_run_logs') IS NOT NULL THEN
            PERFORM app.make_partitions('app.agent_run_logs', 24);
        END IF;
        IF to_regclass('app.token_usages') IS NOT NULL THEN
            PERFORM app.make_partitions('app.token_usages', 24);
        END IF;
    END IF;
END
$$;
