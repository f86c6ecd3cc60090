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
