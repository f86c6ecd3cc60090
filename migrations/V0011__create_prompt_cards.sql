-- Prompt cards: what a prompt is called and about. Its texts are its versions; the newest one's variables stand here too,
-- so that a list can be filtered by them in one index.

-- Title A, tags B, description C, template D. Angle brackets go first: the parser would take <rules> for a tag and drop it,
-- and all that stands between <script> and </script>. Only the first 100,000 characters of a template are searched: a tsvector
-- holds at most 1 MB (PostgreSQL manual, "Limitations" of text search), and no text may fail a write for its words.
CREATE FUNCTION app.prompt_words(title text, tags text[], description text, template text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT setweight(to_tsvector('english', translate(title, '<>', '  ')), 'A')
        || setweight(to_tsvector('english', translate(array_to_string(tags, ' '), '<>', '  ')), 'B')
        || setweight(to_tsvector('english', translate(coalesce(description, ''), '<>', '  ')), 'C')
        || setweight(to_tsvector('english', translate(left(coalesce(template, ''), 100000), '<>', '  ')), 'D')
$$;
GRANT EXECUTE ON FUNCTION app.prompt_words(text, text[], text, text) TO statehouse_app;

CREATE TABLE app.prompt_cards (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    id uuid NOT NULL,
    slug text NOT NULL,
    title text NOT NULL,
    description text NOT NULL DEFAULT '',
    tags text[] NOT NULL DEFAULT '{}',
    metadata jsonb NOT NULL DEFAULT '{}',
    variables jsonb NOT NULL DEFAULT '[]',
    project_id uuid,
    owner_id uuid REFERENCES app.users (id),
    visibility text NOT NULL DEFAULT 'workspace',
    -- Counts versions under the row's lock: 1, 2, 3 without gaps, which a sequence would not give.
    last_version integer NOT NULL DEFAULT 0,
    -- Moves with every change; the ETag of the card.
    revision integer NOT NULL DEFAULT 1,
    search tsvector NOT NULL,
    deleted_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT in_a_project_of_the_workspace FOREIGN KEY (workspace_id, project_id) REFERENCES app.projects (workspace_id, id),
    -- No UUID passes: a path segment is then either an id or a slug.
    CONSTRAINT slug_is_a_slug CHECK (
        slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 100
        AND slug !~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'),
    CONSTRAINT title_not_blank CHECK (title ~ '\S'),
    CONSTRAINT title_is_short CHECK (length(title) <= 500),
    CONSTRAINT description_is_bounded CHECK (length(description) <= 10000),
    CONSTRAINT tags_are_few CHECK (cardinality(tags) <= 50 AND array_position(tags, NULL) IS NULL),
    CONSTRAINT metadata_is_object CHECK (jsonb_typeof(metadata) = 'object'),
    CONSTRAINT variables_is_array CHECK (jsonb_typeof(variables) = 'array'),
    CONSTRAINT visibility_is_known CHECK (visibility IN ('private', 'workspace')),
    CONSTRAINT private_has_an_owner CHECK (visibility = 'workspace' OR owner_id IS NOT NULL)
);

-- Two indexes, so that a private card's slug tells nobody that the card exists.
CREATE UNIQUE INDEX prompt_cards_slug_unique ON app.prompt_cards (workspace_id, slug) WHERE visibility = 'workspace';
CREATE UNIQUE INDEX prompt_cards_private_slug_unique ON app.prompt_cards (workspace_id, owner_id, slug) WHERE visibility = 'private';

CREATE INDEX prompt_cards_of_a_project ON app.prompt_cards (workspace_id, project_id, id) WHERE project_id IS NOT NULL;
CREATE INDEX prompt_cards_of_an_owner ON app.prompt_cards (owner_id) WHERE owner_id IS NOT NULL;

-- Each starts with the workspace, so that a filter never reads another tenant's postings. fastupdate off: a reader would
-- otherwise scan the pending list of everybody's latest writes.
CREATE INDEX prompt_cards_by_attributes ON app.prompt_cards
    USING gin (workspace_id, tags, variables jsonb_path_ops, metadata jsonb_path_ops) WITH (fastupdate = off);
CREATE INDEX prompt_cards_by_words ON app.prompt_cards USING gin (workspace_id, search) WITH (fastupdate = off);
CREATE INDEX prompt_cards_by_title_trigrams ON app.prompt_cards
    USING gin (workspace_id, title gin_trgm_ops) WITH (fastupdate = off);

CALL app.isolate_by_workspace('app.prompt_cards');
CALL app.hide_private_rows('app.prompt_cards');
GRANT SELECT, INSERT, UPDATE ON app.prompt_cards TO statehouse_app;
