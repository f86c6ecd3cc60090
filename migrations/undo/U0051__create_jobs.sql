DROP TABLE app.finished_jobs;
DROP TABLE app.dead_jobs;
DROP TABLE app.jobs;

CREATE OR REPLACE FUNCTION app.make_partitions(parent regclass, months_ahead integer) RETURNS integer
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    this_month CONSTANT timestamp := date_trunc('month', now() AT TIME ZONE 'UTC');
    parent_name CONSTANT name := (SELECT relname FROM pg_class WHERE oid = parent);
    month timestamp;
    part text;
    made integer := 0;
BEGIN
    FOR month IN SELECT generate_series(this_month - interval '1 month', this_month + months_ahead * interval '1 month', '1 month') LOOP
        part := format('app.%I', parent_name || to_char(month, '_YYYY_MM'));
        CONTINUE WHEN to_regclass(part) IS NOT NULL;
        EXECUTE format('CREATE TABLE %s (LIKE %s INCLUDING ALL)', part, parent);
        CALL app.isolate_by_workspace(part::regclass);
        IF EXISTS (SELECT FROM pg_policy WHERE polrelid = parent AND polname = 'own_private_rows') THEN
            CALL app.hide_private_rows(part::regclass);
        END IF;
        EXECUTE format(
            'ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%L) TO (%L)', parent, part,
            app.first_id(month AT TIME ZONE 'UTC'), app.first_id((month + interval '1 month') AT TIME ZONE 'UTC'));
        made := made + 1;
    END LOOP;
    RETURN made;
END
$$;
