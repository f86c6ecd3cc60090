-- The audit log's triggers look nothing up and plan nothing at each statement: every table has a function of its own, whose
-- statements are written when the table's audit is declared and keep their plans for as long as a session lasts. What they write
-- is what app.write_audit_entries wrote.
--
-- A migration that adds, drops or renames a column of an audited table, or changes its type, calls app.audit_changes again, in the
-- same transaction.

-- The body of the function for one table; the arguments are those of app.audit_changes.
CREATE FUNCTION app.audit_source(
    audited regclass, secret text[], quiet text[], part_of regclass DEFAULT NULL, part_of_column name DEFAULT NULL)
RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    relation CONSTANT name := (SELECT relname FROM pg_class WHERE oid = audited);
    workspace_column CONSTANT text := CASE
        WHEN relation IN ('workspaces', 'users') THEN 'id' WHEN relation LIKE 'user\_%' THEN 'user_id' ELSE 'workspace_id' END;
    has_visibility CONSTANT boolean := EXISTS (
        SELECT FROM pg_attribute WHERE attrelid = audited AND attname = 'visibility' AND NOT attisdropped);
    keys CONSTANT text[] := (
        SELECT array_agg(a.attname::text ORDER BY k.place)
        FROM pg_index i, unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
        JOIN pg_attribute a ON a.attnum = k.attnum
        WHERE i.indrelid = audited AND i.indisprimary AND a.attrelid = audited);
    new_row CONSTANT text := format(
        'CASE WHEN n.%I IS NOT NULL THEN %s END', workspace_column, app.audited_columns(audited, 'n', secret || quiet));
    old_row CONSTANT text := format(
        'CASE WHEN o.%I IS NOT NULL THEN %s END', workspace_column, app.audited_columns(audited, 'o', secret || quiet));
    secrets_changed CONSTANT text := coalesce((
        SELECT 'jsonb_strip_nulls(jsonb_build_object(' || string_agg(
                   format('%1$L, CASE WHEN o.%1$I IS DISTINCT FROM n.%1$I THEN ''changed'' END', s), ', ') || '))'
        FROM unnest(secret) s), '''{}''::jsonb');
    event text;
    source text;
    -- Where a column's value is to be had: in the new row, or the old one if there is no new one.
    pick text;
    row_id text;
    privacy text;
    body text := E'\n#variable_conflict use_column\nDECLARE\n    changes app.audit_change[];\nBEGIN\n'
        -- What the cleanup takes away it tells itself.
        || E'    IF session_user = ''statehouse_cleanup'' THEN\n        RETURN NULL;\n    END IF;\n    CASE TG_OP\n';
BEGIN
    FOREACH event IN ARRAY ARRAY['INSERT', 'UPDATE', 'DELETE'] LOOP
        source := CASE event
            WHEN 'INSERT' THEN 'new_rows n'
            WHEN 'DELETE' THEN 'old_rows o'
            -- A row whose key changed is one that went and one that came.
            ELSE 'old_rows o FULL JOIN new_rows n USING (' || (SELECT string_agg(quote_ident(k), ', ') FROM unnest(keys) k) || ')' END;
        pick := CASE event WHEN 'INSERT' THEN 'n.%1$I' WHEN 'DELETE' THEN 'o.%1$I' ELSE 'coalesce(n.%1$I, o.%1$I)' END;
        row_id := coalesce(
            (SELECT string_agg(format(pick, k) || '::text', ' || ''/'' || ') FROM unnest(keys) k WHERE k <> 'workspace_id'),
            format(pick, keys[1]) || '::text');
        privacy := 'NULL::uuid, ''workspace''';
        IF part_of IS NOT NULL THEN
            source := source || format(' LEFT JOIN %s c ON c.workspace_id = %s AND c.id = %s', part_of,
                                       format(pick, 'workspace_id'), format(pick, part_of_column));
            privacy := 'CASE c.visibility WHEN ''private'' THEN c.owner_id END, coalesce(c.visibility, ''workspace'')';
        ELSIF has_visibility AND event = 'UPDATE' THEN
            privacy := 'CASE WHEN n.visibility = ''private'' THEN n.owner_id WHEN o.visibility = ''private'' THEN o.owner_id END,
                        CASE WHEN ''private'' IN (n.visibility, o.visibility) THEN ''private'' ELSE ''workspace'' END';
        ELSIF has_visibility THEN
            privacy := format('CASE %1$s WHEN ''private'' THEN %2$s END, %1$s', format(pick, 'visibility'), format(pick, 'owner_id'));
        END IF;
        body := body || format(
            E'    WHEN %L THEN\n        IF NOT EXISTS (SELECT FROM %s) THEN\n            RETURN NULL;\n        END IF;\n',
            event, CASE event WHEN 'DELETE' THEN 'old_rows' ELSE 'new_rows' END);
        IF event = 'UPDATE' THEN
            body := body || format(
                'SELECT array_agg(ROW(r.workspace_id,
                            CASE WHEN r.before IS NULL THEN ''insert'' WHEN r.after IS NULL THEN ''delete'' ELSE ''update'' END,
                            %L, r.row_id,
                            CASE WHEN r.before IS NULL OR r.after IS NULL THEN r.before ELSE d.before END,
                            CASE WHEN r.before IS NULL OR r.after IS NULL THEN r.after ELSE d.after || r.secrets END,
                            r.owner_id, r.visibility)::app.audit_change)
                 INTO changes
                 FROM (SELECT %s, %s, %s, %s, %s, %s FROM %s) AS r
                     (workspace_id, row_id, before, after, secrets, owner_id, visibility)
                 CROSS JOIN LATERAL (
                     SELECT coalesce(jsonb_object_agg(b.key, b.value), ''{}'') AS before,
                            coalesce(jsonb_object_agg(b.key, r.after -> b.key), ''{}'') AS after
                     FROM jsonb_each(r.before) b
                     WHERE b.value IS DISTINCT FROM r.after -> b.key) d
                 WHERE r.before IS NULL OR r.after IS NULL OR d.after || r.secrets <> ''{}'';',
                relation, format(pick, workspace_column), row_id, old_row, new_row, secrets_changed, privacy, source);
        ELSE
            body := body || format(
                'SELECT array_agg(ROW(%s, %L, %L, %s, %s, %s, %s)::app.audit_change) INTO changes FROM %s;',
                format(pick, workspace_column), lower(event), relation, row_id,
                CASE event WHEN 'DELETE' THEN old_row ELSE 'NULL::jsonb' END,
                CASE event WHEN 'INSERT' THEN new_row ELSE 'NULL::jsonb' END, privacy, source);
        END IF;
        body := body || E'\n';
    END LOOP;
    RETURN body || E'    END CASE;\n    IF changes IS NOT NULL THEN\n        PERFORM app.append_audit_entries(changes);\n'
                || E'    END IF;\n    RETURN NULL;\nEND\n';
END
$$;

-- Has every change of a table logged, or has it logged as the table is now. Secret columns are named when they change, and nothing
-- else is told of them; quiet ones are not told of at all. The rows of a table that is part of another (by a column that holds its
-- id) are as private as those. The triggers carry the arguments, for whoever wants to know them; they don't read them.
CREATE OR REPLACE PROCEDURE app.audit_changes(
    audited regclass, secret_columns text[] DEFAULT '{}', quiet_columns text[] DEFAULT '{}',
    part_of regclass DEFAULT NULL, part_of_column name DEFAULT NULL)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    event text;
    logger CONSTANT text := format('app.%I', 'audit_rows_of_' || (SELECT relname FROM pg_class WHERE oid = audited));
BEGIN
    EXECUTE format(
        'CREATE OR REPLACE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql VOLATILE SECURITY DEFINER
             SET search_path = pg_catalog, pg_temp AS %L',
        logger, app.audit_source(audited, secret_columns, quiet_columns, part_of, part_of_column));
    FOREACH event IN ARRAY ARRAY['INSERT', 'UPDATE', 'DELETE'] LOOP
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER %I AFTER %s ON %s REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION %s(%L, %L, %L, %L)',
            'audit_' || lower(event), event, audited,
            concat_ws(' ', CASE WHEN event <> 'INSERT' THEN 'OLD TABLE AS old_rows' END,
                           CASE WHEN event <> 'DELETE' THEN 'NEW TABLE AS new_rows' END),
            logger, secret_columns, quiet_columns, coalesce(part_of::text, ''), coalesce(part_of_column, ''));
    END LOOP;
END
$$;

DO $$
DECLARE
    audit record;
BEGIN
    FOR audit IN
        SELECT g.tgrelid::regclass AS audited, string_to_array(encode(g.tgargs, 'escape'), '\000') AS arguments
        FROM pg_trigger g
        WHERE g.tgfoid = 'app.write_audit_entries()'::regprocedure AND g.tgname = 'audit_insert'
    LOOP
        CALL app.audit_changes(
            audit.audited, audit.arguments[1]::text[], audit.arguments[2]::text[], nullif(audit.arguments[3], '')::regclass,
            nullif(audit.arguments[4], '')::name);
    END LOOP;
END
$$;
DROP FUNCTION app.write_audit_entries();
