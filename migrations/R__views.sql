-- What the application reads by filter or search. Under row security PostgreSQL refuses to use GIN indexes, because
-- @>, @@ and % are not leakproof; a view of the tables' owner with the same predicates keeps them, and is as loud when no
-- workspace is bound. Each must carry the workspace and the privacy of its table: the tenancy matrix tests that it does.

CREATE OR REPLACE VIEW app.visible_prompt_cards AS
SELECT workspace_id, id, slug, title, description, tags, metadata, variables, project_id, owner_id, visibility,
       last_version, revision, search, deleted_at, created_at, updated_at
FROM app.prompt_cards
WHERE workspace_id = (SELECT app.current_workspace())
  AND (visibility = 'workspace' OR owner_id = (SELECT app.current_person()))
  AND purge_begun_at IS NULL;

GRANT SELECT ON app.visible_prompt_cards TO statehouse_app;

-- Without the ciphertext: no list needs it.
CREATE OR REPLACE VIEW app.visible_credentials AS
SELECT workspace_id, id, provider, name, scopes, expires_at, last_used_at, last_used_by, revision, created_at, updated_at
FROM app.credentials
WHERE workspace_id = (SELECT app.current_workspace());

GRANT SELECT ON app.visible_credentials TO statehouse_identity;

CREATE OR REPLACE VIEW app.visible_projects AS
SELECT workspace_id, id, slug, name, description, labels, settings, revision, deleted_at, created_at, updated_at
FROM app.projects
WHERE workspace_id = (SELECT app.current_workspace()) AND purge_begun_at IS NULL;

GRANT SELECT ON app.visible_projects TO statehouse_app;

CREATE OR REPLACE VIEW app.visible_issues AS
SELECT workspace_id, id, project_id, number, title, body, labels, state, external_url, revision, deleted_at, created_at, updated_at
FROM app.issues
WHERE workspace_id = (SELECT app.current_workspace());

GRANT SELECT ON app.visible_issues TO statehouse_app;

CREATE OR REPLACE VIEW app.visible_experiences AS
SELECT workspace_id, id, identity_id, organisation, title, description, start_date, end_date, tags, revision, deleted_at, created_at,
       updated_at
FROM app.experiences
WHERE workspace_id = (SELECT app.current_workspace());

GRANT SELECT ON app.visible_experiences TO statehouse_app;

CREATE OR REPLACE VIEW app.visible_knowledge_entries AS
SELECT workspace_id, id, project_id, title, source_type, source_url, metadata, tags, language, piece_tokens, piece_overlap, state,
       failure, content_version, pieces_version, ready_content_version, ready_pieces_version, piece_count, ready_at, revision,
       deleted_at, created_at, updated_at
FROM app.knowledge_entries
WHERE workspace_id = (SELECT app.current_workspace()) AND purge_begun_at IS NULL;

GRANT SELECT ON app.visible_knowledge_entries TO statehouse_app;

-- A vector of a conversation is as that is: its person's, its project's (`its_…`), and gone with it or with its message. Its numbers are
-- those of its piece (R__vector_functions.sql).
CREATE OR REPLACE VIEW app.visible_vectors AS
SELECT workspace_id, id, model_id, conversation_id, message_id, project_id, owner_id, visibility,
       CASE WHEN v.conversation_id IS NULL THEN v.project_id
            ELSE (SELECT c.project_id FROM app.conversations c WHERE c.workspace_id = v.workspace_id AND c.id = v.conversation_id)
       END AS its_project_id,
       CASE WHEN v.conversation_id IS NULL THEN v.owner_id
            ELSE (SELECT c.owner_id FROM app.conversations c WHERE c.workspace_id = v.workspace_id AND c.id = v.conversation_id)
       END AS its_owner_id,
       CASE WHEN v.conversation_id IS NULL THEN v.visibility
            ELSE (SELECT c.visibility FROM app.conversations c WHERE c.workspace_id = v.workspace_id AND c.id = v.conversation_id)
       END AS its_visibility,
       content, metadata, tags,
       (SELECT CASE WHEN e.vector IS NOT NULL THEN 'ready' WHEN e.failure IS NULL THEN 'pending' ELSE 'failed: ' || e.failure END
        FROM app.chunks p
        JOIN app.embeddings e ON e.workspace_id = p.workspace_id AND e.chunk_id = p.id AND e.shard = p.shard
        WHERE p.workspace_id = v.workspace_id AND p.row_id = v.id AND p.number = 0 AND e.model_id = v.model_id
        LIMIT 1) AS embedding,
       (SELECT e.vector::text::jsonb
        FROM app.chunks p
        JOIN app.embeddings e ON e.workspace_id = p.workspace_id AND e.chunk_id = p.id AND e.shard = p.shard
        WHERE p.workspace_id = v.workspace_id AND p.row_id = v.id AND p.number = 0 AND e.model_id = v.model_id
        LIMIT 1) AS numbers,
       revision, deleted_at, created_at, updated_at
FROM app.vectors v
WHERE workspace_id = (SELECT app.current_workspace())
  AND CASE WHEN v.conversation_id IS NULL THEN v.visibility = 'workspace' OR v.owner_id = (SELECT app.current_person())
           ELSE EXISTS (SELECT FROM app.conversations c
                        WHERE c.workspace_id = v.workspace_id AND c.id = v.conversation_id
                          AND c.deleted_at IS NULL AND c.purge_begun_at IS NULL
                          AND (c.visibility = 'workspace' OR c.owner_id = (SELECT app.current_person()))) END
  AND (v.message_id IS NULL
       OR EXISTS (SELECT FROM app.messages m
                  WHERE m.workspace_id = v.workspace_id AND m.id = v.message_id AND m.deleted_at IS NULL));

GRANT SELECT ON app.visible_vectors TO statehouse_app;
