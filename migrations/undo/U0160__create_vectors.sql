DELETE FROM app.chunks WHERE kind = 'vector';
DROP TABLE app.vectors;
DROP FUNCTION app.audit_rows_of_vectors();

CREATE OR REPLACE FUNCTION app.audit_source(
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

-- Models whose vectors nobody makes go, and what was found by them.
UPDATE app.search_spaces s
SET embedding_model_id = NULL
WHERE EXISTS (SELECT FROM app.embedding_models m
              WHERE m.workspace_id = s.workspace_id AND m.id = s.embedding_model_id AND m.provider = 'caller');
DELETE FROM app.embeddings e
USING app.embedding_models m
WHERE m.workspace_id = e.workspace_id AND m.id = e.model_id AND m.provider = 'caller';
DELETE FROM app.embedding_models WHERE provider = 'caller';
ALTER TABLE app.embedding_models DROP CONSTRAINT provider_is_known;
ALTER TABLE app.embedding_models ADD CONSTRAINT provider_is_known CHECK (provider IN ('bedrock', 'local', 'openai'));

ALTER TABLE app.chunks DROP CONSTRAINT kind_is_known;
ALTER TABLE app.chunks ADD CONSTRAINT kind_is_known CHECK (
    kind IN ('experience', 'issue', 'knowledge', 'log', 'message', 'profile', 'prompt', 'skill'));
