-- Pieces of content that their writer brings with vectors of its own: of a conversation or one of its messages, or of nothing else.

-- Models whose vectors nobody makes.
ALTER TABLE app.embedding_models DROP CONSTRAINT provider_is_known;
ALTER TABLE app.embedding_models
    ADD CONSTRAINT provider_is_known CHECK (provider IN ('bedrock', 'caller', 'local', 'openai')) NOT VALID;

-- A partition has the constraint of its own, too, from before it was attached. What is there is checked in the next migration.
DO $$
DECLARE
    part regclass;
BEGIN
    ALTER TABLE app.chunks DROP CONSTRAINT kind_is_known;
    FOR part IN
        SELECT c.conrelid::regclass
        FROM pg_constraint c
        JOIN pg_inherits i ON i.inhrelid = c.conrelid AND i.inhparent = 'app.chunks'::regclass
        WHERE c.conname = 'kind_is_known'
    LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT kind_is_known', part);
    END LOOP;
END
$$;
ALTER TABLE app.chunks ADD CONSTRAINT kind_is_known CHECK (
    kind IN ('experience', 'issue', 'knowledge', 'log', 'message', 'profile', 'prompt', 'skill', 'vector')) NOT VALID;

-- The numbers themselves are in app.embeddings, as those of all pieces are.
CREATE TABLE app.vectors (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    id uuid NOT NULL,
    -- Whose numbers it has; NULL once the model is gone.
    model_id uuid,
    -- Who may see it, and its project, are its conversation's if it has one, whatever else stands here.
    conversation_id uuid,
    -- Of that conversation: whoever writes the row takes both from the message.
    message_id uuid,
    project_id uuid,
    owner_id uuid REFERENCES app.users (id),
    visibility text,
    content text NOT NULL,
    metadata jsonb NOT NULL DEFAULT '{}',
    tags text[] NOT NULL DEFAULT '{}',
    -- Moves with every change, of the numbers too; the ETag.
    revision integer NOT NULL DEFAULT 1,
    deleted_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    -- A model that vectors are of can't be removed; those that are deleted lose their numbers with it.
    CONSTRAINT of_a_model_of_the_workspace FOREIGN KEY (workspace_id, model_id) REFERENCES app.embedding_models (workspace_id, id)
        ON DELETE SET NULL (model_id),
    CONSTRAINT of_a_conversation_of_the_workspace FOREIGN KEY (workspace_id, conversation_id)
        REFERENCES app.conversations (workspace_id, id),
    CONSTRAINT of_a_message_of_the_workspace FOREIGN KEY (workspace_id, message_id) REFERENCES app.messages (workspace_id, id),
    -- A project's end is not its vectors'.
    CONSTRAINT in_a_project_of_the_workspace FOREIGN KEY (workspace_id, project_id) REFERENCES app.projects (workspace_id, id)
        ON DELETE SET NULL (project_id),
    CONSTRAINT a_message_is_of_a_conversation CHECK (message_id IS NULL OR conversation_id IS NOT NULL),
    CONSTRAINT by_itself_it_says_who_may_see_it CHECK (conversation_id IS NOT NULL OR visibility IS NOT NULL),
    CONSTRAINT visibility_is_known CHECK (visibility IN ('private', 'workspace')),
    CONSTRAINT private_has_an_owner CHECK (visibility = 'workspace' OR owner_id IS NOT NULL),
    CONSTRAINT content_is_one_piece CHECK (length(content) BETWEEN 1 AND 20000),
    CONSTRAINT metadata_is_object CHECK (jsonb_typeof(metadata) = 'object'),
    CONSTRAINT tags_are_few CHECK (cardinality(tags) <= 50 AND array_position(tags, NULL) IS NULL)
);

CREATE INDEX vectors_of_a_conversation ON app.vectors (workspace_id, conversation_id, id) WHERE conversation_id IS NOT NULL;
CREATE INDEX vectors_of_a_message ON app.vectors (workspace_id, message_id, id) WHERE message_id IS NOT NULL;
CREATE INDEX vectors_of_a_model ON app.vectors (workspace_id, model_id) WHERE model_id IS NOT NULL;
CREATE INDEX vectors_of_a_project ON app.vectors (workspace_id, project_id, id) WHERE project_id IS NOT NULL;
CREATE INDEX vectors_of_an_owner ON app.vectors (owner_id, workspace_id, id) WHERE owner_id IS NOT NULL;
CREATE INDEX vectors_by_tags_and_metadata ON app.vectors
    USING gin (workspace_id, tags, metadata jsonb_path_ops) WITH (fastupdate = off);
CREATE INDEX vectors_to_purge ON app.vectors (deleted_at) WHERE deleted_at IS NOT NULL;

CALL app.isolate_by_workspace('app.vectors');
CREATE POLICY own_private_rows ON app.vectors AS RESTRICTIVE TO PUBLIC
    USING (visibility IS NULL OR visibility = 'workspace' OR owner_id = (SELECT app.current_person()))
    WITH CHECK (visibility IS NULL OR visibility = 'workspace' OR owner_id = (SELECT app.current_person()));
-- The sub-selects are under the policies of their tables: what hides a conversation hides its vectors.
CREATE POLICY of_a_visible_conversation ON app.vectors AS RESTRICTIVE TO PUBLIC
    USING (conversation_id IS NULL OR EXISTS (
        SELECT FROM app.conversations c
        WHERE c.workspace_id = vectors.workspace_id AND c.id = conversation_id AND c.deleted_at IS NULL));
CREATE POLICY of_a_shown_message ON app.vectors AS RESTRICTIVE TO PUBLIC
    USING (message_id IS NULL OR EXISTS (
        SELECT FROM app.messages m WHERE m.workspace_id = vectors.workspace_id AND m.id = message_id AND m.deleted_at IS NULL));
GRANT SELECT, INSERT, UPDATE ON app.vectors TO statehouse_app;

-- As app.audit_source was (V0091), but that a row which is part of another or of none is as private as it is itself in the latter case.
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
        IF has_visibility AND event = 'UPDATE' THEN
            privacy := 'CASE WHEN n.visibility = ''private'' THEN n.owner_id WHEN o.visibility = ''private'' THEN o.owner_id END,
                        CASE WHEN ''private'' IN (n.visibility, o.visibility) THEN ''private'' ELSE ''workspace'' END';
        ELSIF has_visibility THEN
            privacy := format('CASE %1$s WHEN ''private'' THEN %2$s END, %1$s', format(pick, 'visibility'), format(pick, 'owner_id'));
        END IF;
        IF part_of IS NOT NULL THEN
            source := source || format(' LEFT JOIN %s c ON c.workspace_id = %s AND c.id = %s', part_of,
                                       format(pick, 'workspace_id'), format(pick, part_of_column));
            IF has_visibility THEN
                -- The one row of the two that says who may see it.
                source := source || format(
                    ' CROSS JOIN LATERAL (SELECT %s) AS own (owner_id, visibility)'
                    ' CROSS JOIN LATERAL (SELECT CASE WHEN c.id IS NULL THEN own.owner_id WHEN c.visibility = ''private'' THEN c.owner_id END,'
                    ' CASE WHEN c.id IS NULL THEN own.visibility ELSE c.visibility END) AS shown (owner_id, visibility)', privacy);
                privacy := 'shown.owner_id, shown.visibility';
            ELSE
                privacy := 'CASE c.visibility WHEN ''private'' THEN c.owner_id END, coalesce(c.visibility, ''workspace'')';
            END IF;
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

CALL app.audit_changes('app.vectors', '{content,metadata}', '{}', 'app.conversations', 'conversation_id');
