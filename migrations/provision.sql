-- What must stand before the first migration: roles, the schema and the extensions.
--
-- Runs as the master role of a managed PostgreSQL (CREATEROLE and CREATEDB; no superuser, no BYPASSRLS), before
-- every migration run, and changes nothing when all of it is there. Passwords are set apart from this file, so
-- that none can reach a log.

-- Two runs at once would both find a role missing and both create it.
SELECT pg_advisory_xact_lock(hashtext('statehouse: provision'));

DO $$
DECLARE
    login_role text;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'statehouse_owner') THEN
        CREATE ROLE statehouse_owner NOLOGIN;
    END IF;
    FOREACH login_role IN ARRAY ARRAY[
        'statehouse_app', 'statehouse_identity', 'statehouse_authorizer', 'statehouse_worker', 'statehouse_cleanup',
        'statehouse_maintenance', 'statehouse_backup', 'statehouse_monitor']
    LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = login_role) THEN
            EXECUTE format('CREATE ROLE %I LOGIN NOINHERIT', login_role);
        END IF;
    END LOOP;
END
$$;

-- The master acts as the owner in migrations; dumps and maintenance act as the owner too,
-- since nobody here may bypass row security, and only a table's owner may vacuum it.
-- Only when it is missing: a repeated GRANT would wait for any session that holds the role's catalogue row.
DO $$
BEGIN
    IF NOT pg_has_role(current_user, 'statehouse_owner', 'MEMBER') THEN
        EXECUTE format('GRANT statehouse_owner TO %I', current_user);
    END IF;
    IF NOT pg_has_role('statehouse_backup', 'statehouse_owner', 'MEMBER') THEN
        GRANT statehouse_owner TO statehouse_backup;
    END IF;
    IF NOT pg_has_role('statehouse_maintenance', 'statehouse_owner', 'MEMBER') THEN
        GRANT statehouse_owner TO statehouse_maintenance;
    END IF;
    -- From PostgreSQL 16 on, whether a grant is inherited is decided when it is given, and not by the role.
    IF NOT pg_has_role('statehouse_monitor', 'pg_monitor', 'USAGE') THEN
        ALTER ROLE statehouse_monitor INHERIT;
        EXECUTE 'GRANT pg_monitor TO statehouse_monitor'
            || CASE WHEN current_setting('server_version_num')::integer >= 160000 THEN ' WITH INHERIT TRUE' ELSE '' END;
    END IF;
END
$$;

-- Limits belong to the role: behind a transaction pooler a session's own SET would leak to, or miss, the next client.
-- Each stays under the 30 s after which API Gateway gives up.
DO $$
DECLARE
    wanted record;
BEGIN
    FOR wanted IN
        SELECT *
        FROM (VALUES
            ('statehouse_app', 'search_path', 'app, public'),
            ('statehouse_app', 'statement_timeout', '20s'),
            ('statehouse_app', 'lock_timeout', '5s'),
            ('statehouse_app', 'idle_in_transaction_session_timeout', '5s'),
            ('statehouse_identity', 'search_path', 'app, public'),
            ('statehouse_identity', 'statement_timeout', '20s'),
            ('statehouse_identity', 'lock_timeout', '5s'),
            ('statehouse_identity', 'idle_in_transaction_session_timeout', '5s'),
            ('statehouse_authorizer', 'search_path', 'app, public'),
            ('statehouse_authorizer', 'statement_timeout', '2s'),
            ('statehouse_authorizer', 'idle_in_transaction_session_timeout', '5s'),
            ('statehouse_worker', 'search_path', 'app, public'),
            ('statehouse_worker', 'statement_timeout', '20s'),
            ('statehouse_worker', 'lock_timeout', '5s'),
            ('statehouse_worker', 'idle_in_transaction_session_timeout', '5s'),
            ('statehouse_cleanup', 'search_path', 'app, public'),
            ('statehouse_cleanup', 'statement_timeout', '20s'),
            ('statehouse_cleanup', 'lock_timeout', '1s'),
            ('statehouse_cleanup', 'idle_in_transaction_session_timeout', '5s'),
            -- Whoever wants a row of a batch does not wait for the disk as well. What a crash brings back the next run deletes; the
            -- outcome of a run waits for all of it (operations.end_run).
            ('statehouse_cleanup', 'synchronous_commit', 'off'),
            ('statehouse_maintenance', 'search_path', 'app, public'),
            ('statehouse_maintenance', 'lock_timeout', '2s'),
            ('statehouse_maintenance', 'idle_in_transaction_session_timeout', '5s'),
            ('statehouse_monitor', 'search_path', 'app, public'),
            ('statehouse_monitor', 'statement_timeout', '10s'),
            ('statehouse_monitor', 'lock_timeout', '2s')
        ) AS settings (role, name, value)
        WHERE NOT EXISTS (
            SELECT FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole
            WHERE r.rolname = settings.role AND settings.name || '=' || settings.value = ANY (s.setconfig))
    LOOP
        -- search_path is a list: quoted as one string it would name a single schema.
        EXECUTE format('ALTER ROLE %I SET %s = ', wanted.role, wanted.name)
            || CASE WHEN wanted.name = 'search_path' THEN wanted.value ELSE quote_literal(wanted.value) END;
    END LOOP;
END
$$;

CREATE SCHEMA IF NOT EXISTS app AUTHORIZATION statehouse_owner;
CREATE SCHEMA IF NOT EXISTS operations AUTHORIZATION statehouse_owner;

-- Managed PostgreSQL lets its master create all of these; on a server of one's own a superuser creates `vector` first.
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS vector;

DO $$
BEGIN
    -- Temporary tables pin a connection of the pooled proxy, and nothing here needs one.
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
END
$$;
