-- Takes back provision.sql, once every script has been taken back. Roles and their settings belong to the whole server:
-- those that another database still uses stay.

DROP TABLE IF EXISTS app.flyway_schema_history;
DROP SCHEMA operations;
DROP SCHEMA app;

DO $$
DECLARE
    extension_name text;
BEGIN
    -- Those that a superuser made are not the master's to drop.
    FOR extension_name IN
        SELECT e.extname FROM pg_extension e
        WHERE e.extname IN ('btree_gin', 'btree_gist', 'pg_trgm', 'vector') AND pg_has_role(current_user, e.extowner, 'USAGE')
    LOOP
        EXECUTE format('DROP EXTENSION %I', extension_name);
    END LOOP;
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO PUBLIC', current_database());
END
$$;

DO $$
DECLARE
    role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY[
        'statehouse_monitor', 'statehouse_backup', 'statehouse_maintenance', 'statehouse_cleanup', 'statehouse_worker',
        'statehouse_authorizer', 'statehouse_identity', 'statehouse_app', 'statehouse_owner']
    LOOP
        BEGIN
            EXECUTE format('DROP ROLE IF EXISTS %I', role_name);
        EXCEPTION
            WHEN dependent_objects_still_exist THEN
                RAISE NOTICE '% stays: another database uses it', role_name;
        END;
    END LOOP;
END
$$;
