-- The trigger. Its arguments are those of app.audit_changes. The columns are read from the catalogue at each call, so that a
-- column that is added later is in the log from its first row on.
CREATE FUNCTION app.write_audit_entries() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    secret CONSTANT text[] := TG_ARGV[0];
    left_out CONSTANT text[] := secret || TG_ARGV[1]::text[];
    part_of CONSTANT text := TG_ARGV[2];
    part_of_column CONSTANT text := TG_ARGV[3];
    workspace_column CONSTANT text := CASE WHEN TG_TABLE_NAME IN ('workspaces', 'users') THEN 'id' WHEN TG_TABLE_NAME LIKE 'user\_%' THEN 'user_id' ELSE 'workspace_id' END;
    old_row text := 'NULL::jsonb';
    new_row text := 'NULL::jsonb';
    source text;
    -- Where a column's value is to be had: in the new row, or the old one if there is no new one.
    pick text;
    keys text[];
    row_id text;
    privacy text := 'NULL::uuid, ''workspace''';
    secrets_changed text := '''{}''::jsonb';
    changes app.audit_change[];
BEGIN
    IF session_user = 'statehouse_cleanup' THEN
        RETURN NULL;
    END IF;
    SELECT array_agg(a.attname::text ORDER BY k.place) INTO keys
    FROM pg_index i, unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
    JOIN pg_attribute a ON a.attnum = k.attnum
    WHERE i.indrelid = TG_RELID AND i.indisprimary AND a.attrelid = TG_RELID;

    IF TG_OP <> 'DELETE' THEN
        new_row := format('CASE WHEN n.%I IS NOT NULL THEN %s END', workspace_column, app.audited_columns(TG_RELID, 'n', left_out));
        source := 'new_rows n';
        pick := 'n.%1$I';
    END IF;
    IF TG_OP <> 'INSERT' THEN
        old_row := format('CASE WHEN o.%I IS NOT NULL THEN %s END', workspace_column, app.audited_columns(TG_RELID, 'o', left_out));
        source := 'old_rows o';
        pick := 'o.%1$I';
    END IF;
    IF TG_OP = 'UPDATE' THEN
        -- A row whose key changed is one that went and one that came.
        source := 'old_rows o FULL JOIN new_rows n USING (' || (SELECT string_agg(quote_ident(k), ', ') FROM unnest(keys) k) || ')';
        pick := 'coalesce(n.%1$I, o.%1$I)';
        SELECT coalesce('jsonb_strip_nulls(jsonb_build_object(' || string_agg(
                   format('%1$L, CASE WHEN o.%1$I IS DISTINCT FROM n.%1$I THEN ''changed'' END', s), ', ') || '))', secrets_changed)
        INTO secrets_changed
        FROM unnest(secret) s;
    END IF;
    SELECT coalesce(string_agg(format(pick, k) || '::text', ' || ''/'' || '), format(pick, keys[1]) || '::text') INTO row_id
    FROM unnest(keys) k
    WHERE k <> 'workspace_id';

    IF part_of <> '' THEN
        source := source || format(' LEFT JOIN %s c ON c.workspace_id = %s AND c.id = %s', part_of,
                                   format(pick, 'workspace_id'), format(pick, part_of_column));
        privacy := 'CASE c.visibility WHEN ''private'' THEN c.owner_id END, coalesce(c.visibility, ''workspace'')';
    ELSIF EXISTS (SELECT FROM pg_attribute WHERE attrelid = TG_RELID AND attname = 'visibility' AND NOT attisdropped) THEN
        privacy := CASE TG_OP
            WHEN 'UPDATE' THEN 'CASE WHEN n.visibility = ''private'' THEN n.owner_id WHEN o.visibility = ''private'' THEN o.owner_id END,
                                CASE WHEN ''private'' IN (n.visibility, o.visibility) THEN ''private'' ELSE ''workspace'' END'
            ELSE format('CASE %1$s WHEN ''private'' THEN %2$s END, %1$s', format(pick, 'visibility'), format(pick, 'owner_id')) END;
    END IF;

    IF TG_OP = 'UPDATE' THEN
        EXECUTE format(
            'SELECT array_agg(ROW(r.workspace_id,
                        CASE WHEN r.before IS NULL THEN ''insert'' WHEN r.after IS NULL THEN ''delete'' ELSE ''update'' END,
                        %L, r.row_id,
                        CASE WHEN r.before IS NULL OR r.after IS NULL THEN r.before ELSE d.before END,
                        CASE WHEN r.before IS NULL OR r.after IS NULL THEN r.after ELSE d.after || r.secrets END,
                        r.owner_id, r.visibility)::app.audit_change)
             FROM (SELECT %s, %s, %s, %s, %s, %s FROM %s) AS r
                 (workspace_id, row_id, before, after, secrets, owner_id, visibility)
             CROSS JOIN LATERAL (
                 SELECT coalesce(jsonb_object_agg(b.key, b.value), ''{}'') AS before,
                        coalesce(jsonb_object_agg(b.key, r.after -> b.key), ''{}'') AS after
                 FROM jsonb_each(r.before) b
                 WHERE b.value IS DISTINCT FROM r.after -> b.key) d
             WHERE r.before IS NULL OR r.after IS NULL OR d.after || r.secrets <> ''{}''',
            TG_TABLE_NAME, format(pick, workspace_column), row_id, old_row, new_row, secrets_changed, privacy, source)
        INTO changes;
    ELSE
        EXECUTE format(
            'SELECT array_agg(ROW(%s, %L, %L, %s, %s, %s, %s)::app.audit_change) FROM %s',
            format(pick, workspace_column), lower(TG_OP), TG_TABLE_NAME, row_id, old_row, new_row, privacy, source)
        INTO changes;
    END IF;
    IF changes IS NOT NULL THEN
        PERFORM app.append_audit_entries(changes);
    END IF;
    RETURN NULL;
END
$$;

-- Has every change of a table logged. Secret columns are named when they change, and nothing else is told of them; quiet ones
-- are not told of at all. The rows of a table that is part of another (by a column that holds its id) are as private as those.
CREATE OR REPLACE PROCEDURE app.audit_changes(
    audited regclass, secret_columns text[] DEFAULT '{}', quiet_columns text[] DEFAULT '{}',
    part_of regclass DEFAULT NULL, part_of_column name DEFAULT NULL)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    event text;
BEGIN
    FOREACH event IN ARRAY ARRAY['INSERT', 'UPDATE', 'DELETE'] LOOP
        EXECUTE format(
            'CREATE TRIGGER %I AFTER %s ON %s REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION app.write_audit_entries(%L, %L, %L, %L)',
            'audit_' || lower(event), event, audited,
            concat_ws(' ', CASE WHEN event <> 'INSERT' THEN 'OLD TABLE AS old_rows' END,
                           CASE WHEN event <> 'DELETE' THEN 'NEW TABLE AS new_rows' END),
            secret_columns, quiet_columns, coalesce(part_of::text, ''), coalesce(part_of_column, ''));
    END LOOP;
END
$$;
DO $$
DECLARE
    audit record;
BEGIN
    FOR audit IN
        SELECT g.tgrelid::regclass AS audited, g.tgfoid::regprocedure AS logger,
               string_to_array(encode(g.tgargs, 'escape'), '\000') AS arguments
        FROM pg_trigger g
        JOIN pg_proc p ON p.oid = g.tgfoid
        WHERE p.pronamespace = 'app'::regnamespace AND p.proname LIKE 'audit\_rows\_of\_%' AND g.tgname = 'audit_insert'
    LOOP
        EXECUTE format('DROP TRIGGER audit_insert ON %1$s; DROP TRIGGER audit_update ON %1$s; DROP TRIGGER audit_delete ON %1$s',
                       audit.audited);
        EXECUTE format('DROP FUNCTION %s', audit.logger);
        CALL app.audit_changes(
            audit.audited, audit.arguments[1]::text[], audit.arguments[2]::text[], nullif(audit.arguments[3], '')::regclass,
            nullif(audit.arguments[4], '')::name);
    END LOOP;
END
$$;
DROP FUNCTION app.audit_source(regclass, text[], text[], regclass, name);
