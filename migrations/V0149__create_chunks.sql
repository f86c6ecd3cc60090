-- What a search finds: the texts of all nouns in pieces, in one form. Triggers write them in the transaction that writes the text, so
-- that it is found as soon as it is there (R__chunk_functions.sql); nobody reads them but the functions of a search
-- (R__text_search_functions.sql).

-- How a workspace is searched. One without a row is searched by the defaults.
CREATE TABLE app.search_spaces (
    workspace_id uuid PRIMARY KEY REFERENCES app.workspaces (id),
    -- Where its pieces are written. Large workspaces have a shard of their own; all others share number 0.
    shard integer NOT NULL DEFAULT 0,
    -- Where others of its pieces still are, while they move.
    moving_from integer,
    -- The configuration of text search by which texts are read that do not say their language, and all by which any were.
    language text NOT NULL DEFAULT 'english',
    languages text[] NOT NULL DEFAULT '{english}',
    -- Of its pieces, in words that are not stop words: what the length of one is compared with when its words are weighed.
    average_length real NOT NULL DEFAULT 100,
    -- Whether its pieces tell which of their words weigh much: only where there are many is that worth the writing.
    leveled boolean NOT NULL DEFAULT false,
    -- Set while words of pieces that were there before the average changed are weighed anew: the last that was.
    reweighed_to uuid,
    -- How many pieces it had when they were last counted; NULL before.
    chunk_count bigint,
    counted_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT shard_is_not_negative CHECK (shard >= 0),
    CONSTRAINT it_moves_elsewhere CHECK (moving_from <> shard),
    CONSTRAINT average_length_is_positive CHECK (average_length > 0),
    CONSTRAINT language_is_among_them CHECK (language = ANY (languages))
);

CALL app.isolate_by_workspace('app.search_spaces');

CREATE TABLE app.chunks (
    -- By which the table is parted: a workspace's pieces are all in one, but while they move.
    shard integer NOT NULL,
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    id uuid NOT NULL,
    -- Of which noun, of which row, and the how manieth piece of that row's text, from 0 on.
    kind text NOT NULL,
    row_id uuid NOT NULL,
    number integer NOT NULL,
    -- What the row belongs to: a version's card, a message's conversation, a piece's entry, an issue's project, the identity of others.
    parent_id uuid NOT NULL,
    project_id uuid,
    -- Who alone may find it; NULL for all of the workspace.
    owner_id uuid,
    -- What it belongs to is deleted, and may be restored.
    hidden boolean NOT NULL,
    -- Whether it is of the newest version, where there are several.
    newest boolean NOT NULL,
    -- Of the row, or of what it belongs to.
    title text NOT NULL,
    content text NOT NULL,
    tags text[] NOT NULL,
    metadata jsonb NOT NULL,
    -- The configuration of text search by which it was read.
    language text NOT NULL,
    -- Words with their places: the title's have weight A, tags B, the content's D. Besides, in large workspaces, for each word that
    -- weighs much here one that begins with U+0001 and tells how much.
    search tsvector NOT NULL,
    -- What each word weighs here, by the hash of the word (BM25 without the part that is the same in all of a workspace).
    weights public.sparsevec NOT NULL,
    -- In words that are not stop words.
    length integer NOT NULL,
    -- Of the row.
    created_at timestamptz NOT NULL,
    PRIMARY KEY (workspace_id, id, shard),
    CONSTRAINT chunks_of_a_row_unique UNIQUE (workspace_id, row_id, number, shard),
    CONSTRAINT kind_is_known CHECK (
        kind IN ('experience', 'issue', 'knowledge', 'log', 'message', 'profile', 'prompt', 'skill')),
    CONSTRAINT number_counts_from_zero CHECK (number >= 0),
    CONSTRAINT length_is_not_negative CHECK (length >= 0)
) PARTITION BY LIST (shard);

CREATE INDEX chunks_of_a_parent ON app.chunks (workspace_id, parent_id);
-- Each starts with the workspace, so that a search never reads another tenant's postings. fastupdate off: a reader would otherwise scan
-- the pending list of everybody's latest writes.
CREATE INDEX chunks_by_words ON app.chunks USING gin (workspace_id, search) WITH (fastupdate = off);
CREATE INDEX chunks_by_title_trigrams ON app.chunks USING gin (workspace_id, title public.gin_trgm_ops) WITH (fastupdate = off)
    WHERE number = 0 AND title <> '';

CALL app.isolate_by_workspace('app.chunks');

-- Attaching, unlike making a partition in place, lets traffic on the table go on.
CREATE PROCEDURE app.make_chunk_shard(number integer)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    part CONSTANT text := format('app.%I', 'chunks_' || number);
BEGIN
    EXECUTE format('CREATE TABLE %s (LIKE app.chunks INCLUDING ALL)', part);
    CALL app.isolate_by_workspace(part::regclass);
    EXECUTE format('ALTER TABLE app.chunks ATTACH PARTITION %s FOR VALUES IN (%s)', part, number);
END
$$;

CALL app.make_chunk_shard(0);

-- A row's text, before it is taken apart.
CREATE TYPE app.chunk_draft AS (
    kind text, row_id uuid, parent_id uuid, project_id uuid, owner_id uuid, hidden boolean, newest boolean, title text, content text,
    tags text[], metadata jsonb, language text, created_at timestamptz);

-- Where a search looks: for whom, and what it leaves out.
CREATE TYPE app.search_scope AS (
    shards integer[], workspace uuid, person uuid, kinds text[], all_versions boolean, parent uuid, project uuid, owner uuid, tags text[],
    metadata jsonb, since timestamptz, until timestamptz, leveled boolean);

-- A word that is looked for: how much it tells, how many pieces have it, and whether that is more than is counted.
CREATE TYPE app.search_word AS (word text, weight real, pieces bigint, common boolean);

-- `weighed` is what the first page said the words weigh, for later pages to rank by the same; NULL on the first. The page before ended
-- with the piece `after_id`.
CREATE TYPE app.word_question AS (
    plain text, phrases text[], prefixes text[], excluded text[], weighed app.search_word[], after_score double precision, after_id uuid);
