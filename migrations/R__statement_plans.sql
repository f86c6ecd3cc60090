-- How PostgreSQL would answer a statement of the application, without the values that it was given: a plan that was logged where it
-- ran (auto_explain) shows those. Nothing here runs the statement.

-- The text of EXPLAIN for any values of the parameters. As on every PostgreSQL: NULLs for the parameters, and a plan made without
-- looking at them. A NULL would leave out each partition, so partitions stay.
CREATE OR REPLACE FUNCTION operations.explain_by_preparing(statement text) RETURNS text
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, app, public, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_partition_pruning = off
AS $$
DECLARE
    parameters integer;
    line text;
    lines text[] := '{}';
BEGIN
    -- Of an EXPLAIN that failed; it belongs to the session and outlives the transaction.
    IF EXISTS (SELECT FROM pg_prepared_statements p WHERE p.name = 'statement_to_explain') THEN
        DEALLOCATE statement_to_explain;
    END IF;
    EXECUTE 'PREPARE statement_to_explain AS ' || statement;
    SELECT cardinality(p.parameter_types) INTO parameters FROM pg_prepared_statements p WHERE p.name = 'statement_to_explain';
    FOR line IN EXECUTE 'EXPLAIN EXECUTE statement_to_explain'
        || CASE WHEN parameters > 0 THEN '(NULL' || repeat(', NULL', parameters - 1) || ')' ELSE '' END
    LOOP
        lines := lines || line;
    END LOOP;
    DEALLOCATE statement_to_explain;
    RETURN array_to_string(lines, E'\n');
END
$$;

-- The same by PostgreSQL 16 and later, which have an option for it. A cursor besides takes one statement and no more.
CREATE OR REPLACE FUNCTION operations.explain_generically(statement text) RETURNS text
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, app, public, pg_temp
AS $$
DECLARE
    line text;
    lines text[] := '{}';
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (GENERIC_PLAN) ' || statement LOOP
        lines := lines || line;
    END LOOP;
    RETURN array_to_string(lines, E'\n');
END
$$;

-- For the monitor: the plan of one statement, or in a word why there is none. Names mean what they mean to the application's roles.
--
-- It may be another plan than that of the execution that was slow. It is made without the values, now, with the statistics of now;
-- and for the tables' owner, so the policies of row security, which bind each statement to a workspace, are not in it.
--
-- The text is not trusted. It is one statement, for two are parted by a semicolon and it has none; it begins with a word that EXPLAIN
-- takes for a statement and for no option of its own. What planning itself calls, functions that are declared to change nothing, finds
-- a transaction that is read-only, to its end; and no lock is waited for. How long planning may take, the role's timeout says.
CREATE OR REPLACE FUNCTION operations.explain_statement(statement text, OUT plan text, OUT reason text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET lock_timeout = '50ms'
AS $$
BEGIN
    PERFORM set_config('transaction_read_only', 'on', true);
    reason := CASE
        WHEN statement IS NULL THEN 'unknown'
        WHEN length(statement) > 10000 THEN 'length'
        WHEN statement !~* '^[\s(]*(SELECT|INSERT|UPDATE|DELETE|MERGE|WITH)\y' THEN 'utility'
        WHEN position(';' IN statement) > 0 THEN 'several'
    END;
    IF reason IS NOT NULL THEN
        RETURN;
    END IF;
    -- A block of its own: what is set within it is undone with an error.
    BEGIN
        IF current_setting('server_version_num')::integer >= 160000 THEN
            plan := left(operations.explain_generically(statement), 16000);
        ELSE
            plan := left(operations.explain_by_preparing(statement), 16000);
        END IF;
    EXCEPTION
        WHEN query_canceled THEN
            reason := 'time';
        -- Without the message, which may quote the text.
        WHEN OTHERS THEN
            reason := CASE
                -- Where $1 took the place of a value that belongs to the grammar, as in `interval $1`.
                WHEN SQLSTATE = '42601' THEN 'syntax'
                WHEN SQLSTATE IN ('3F000', '42P01', '42703', '42704') THEN 'gone'
                -- Of a $1 that stands for any type; or a function is gone.
                WHEN SQLSTATE IN ('42P08', '42P18', '42725', '42804', '42883') THEN 'types'
                WHEN SQLSTATE = '42501' THEN 'rights'
                WHEN SQLSTATE = '55P03' THEN 'locked'
                ELSE SQLSTATE
            END;
    END;
END
$$;

GRANT EXECUTE ON FUNCTION operations.explain_statement(text) TO statehouse_monitor;
