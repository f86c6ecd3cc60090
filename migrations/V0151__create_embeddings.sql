-- What pieces mean, as vectors. A workspace has several models side by side and searches by one of them; another takes its place once all
-- of the workspace's pieces have its vectors too (R__embedding_functions.sql).

CREATE TABLE app.embedding_models (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    id uuid NOT NULL,
    -- As the workspace calls it.
    name text NOT NULL,
    -- Who makes its vectors: the worker itself, an endpoint that speaks OpenAI's language, or Amazon Bedrock.
    provider text NOT NULL,
    -- As its provider calls it.
    model text NOT NULL,
    dimensions integer NOT NULL,
    -- By which vectors are compared. Those of length one are kept, whatever the model's have, if it is the cosine.
    distance text NOT NULL DEFAULT 'cosine',
    normalised boolean NOT NULL DEFAULT true,
    -- What the model wants to stand before a question, and before what it is compared with.
    query_prefix text NOT NULL DEFAULT '',
    document_prefix text NOT NULL DEFAULT '',
    -- Of another endpoint than OpenAI's own, and the key; the workspace's, so that nobody's key goes to an endpoint that others chose.
    base_url text,
    credential_id uuid,
    -- Less similar pieces are no hits of a search that does not say otherwise.
    threshold real NOT NULL,
    -- Of large workspaces, and how hard a search tries there: the ef_search of hnsw, the probes of ivfflat.
    index_method text NOT NULL DEFAULT 'hnsw',
    hnsw_m integer NOT NULL DEFAULT 16,
    hnsw_ef_construction integer NOT NULL DEFAULT 64,
    ivfflat_lists integer NOT NULL DEFAULT 1000,
    effort integer NOT NULL DEFAULT 100,
    -- Of the ten nearest, the share that a search of the index finds; NULL before it was measured.
    recall real,
    recall_at timestamptz,
    revision integer NOT NULL DEFAULT 1,
    -- Set while its vectors are taken away; then it goes, too.
    removed_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT with_a_credential_of_the_workspace FOREIGN KEY (workspace_id, credential_id)
        REFERENCES app.credentials (workspace_id, id),
    CONSTRAINT name_not_blank CHECK (name ~ '\S'),
    CONSTRAINT name_is_short CHECK (length(name) <= 100),
    CONSTRAINT provider_is_known CHECK (provider IN ('bedrock', 'local', 'openai')),
    CONSTRAINT model_is_short CHECK (length(model) BETWEEN 1 AND 200),
    -- A vector of more, of two bytes each, would not stay in its row.
    CONSTRAINT dimensions_fit_a_row CHECK (dimensions BETWEEN 1 AND 3072),
    CONSTRAINT distance_is_known CHECK (distance IN ('cosine', 'inner_product')),
    CONSTRAINT the_cosine_is_of_normalised_vectors CHECK (normalised OR distance = 'inner_product'),
    CONSTRAINT prefixes_are_short CHECK (length(query_prefix) <= 500 AND length(document_prefix) <= 500),
    CONSTRAINT endpoints_are_those_of_openai CHECK (provider = 'openai' OR (base_url IS NULL AND credential_id IS NULL)),
    CONSTRAINT base_url_is_of_the_web CHECK (base_url ~ '^https?://\S+$' AND length(base_url) <= 2000),
    CONSTRAINT openai_wants_a_key CHECK (provider <> 'openai' OR base_url IS NOT NULL OR credential_id IS NOT NULL),
    CONSTRAINT threshold_is_a_similarity CHECK (threshold BETWEEN -1 AND 1),
    CONSTRAINT index_method_is_known CHECK (index_method IN ('hnsw', 'ivfflat')),
    -- The ranges of pgvector.
    CONSTRAINT hnsw_is_in_range CHECK (
        hnsw_m BETWEEN 2 AND 100 AND hnsw_ef_construction BETWEEN 4 AND 1000 AND hnsw_ef_construction >= 2 * hnsw_m),
    CONSTRAINT ivfflat_is_in_range CHECK (ivfflat_lists BETWEEN 1 AND 32768),
    CONSTRAINT effort_is_in_range CHECK (effort BETWEEN 1 AND 1000),
    CONSTRAINT recall_is_a_share CHECK (recall BETWEEN 0 AND 1)
);
CREATE UNIQUE INDEX embedding_models_name_unique ON app.embedding_models (workspace_id, name) WHERE removed_at IS NULL;
CREATE INDEX embedding_models_with_a_credential ON app.embedding_models (workspace_id, credential_id) WHERE credential_id IS NOT NULL;

CALL app.isolate_by_workspace('app.embedding_models');
CALL app.audit_changes('app.embedding_models', '{}', '{effort,recall,recall_at}');
GRANT SELECT, INSERT, UPDATE ON app.embedding_models TO statehouse_app;
GRANT SELECT ON app.embedding_models TO statehouse_worker;

-- By which model a workspace is searched, and by which one it will be when that has all vectors; NULL for none.
ALTER TABLE app.search_spaces
    ADD COLUMN embedding_model_id uuid,
    ADD COLUMN next_embedding_model_id uuid,
    ADD CONSTRAINT by_a_model_of_the_workspace FOREIGN KEY (workspace_id, embedding_model_id)
        REFERENCES app.embedding_models (workspace_id, id) NOT VALID,
    ADD CONSTRAINT next_by_a_model_of_the_workspace FOREIGN KEY (workspace_id, next_embedding_model_id)
        REFERENCES app.embedding_models (workspace_id, id) NOT VALID;
ALTER TABLE app.search_spaces VALIDATE CONSTRAINT by_a_model_of_the_workspace;
ALTER TABLE app.search_spaces VALIDATE CONSTRAINT next_by_a_model_of_the_workspace;

-- One row for each piece and model, from the writing of the piece on.
CREATE TABLE app.embeddings (
    shard integer NOT NULL,
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    chunk_id uuid NOT NULL,
    model_id uuid NOT NULL,
    -- NULL until it is made. Two bytes a number: of vectors of length one nothing is lost that a ranking would tell.
    vector public.halfvec,
    -- Why there is none, if it can't be made.
    failure text,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, chunk_id, shard, model_id),
    CONSTRAINT of_a_piece FOREIGN KEY (workspace_id, chunk_id, shard) REFERENCES app.chunks (workspace_id, id, shard)
        ON UPDATE CASCADE ON DELETE CASCADE,
    CONSTRAINT by_a_model FOREIGN KEY (workspace_id, model_id) REFERENCES app.embedding_models (workspace_id, id),
    CONSTRAINT what_failed_has_no_vector CHECK (vector IS NULL OR failure IS NULL),
    CONSTRAINT failure_is_short CHECK (length(failure) <= 500)
) PARTITION BY LIST (shard);

-- In the row, for they are read by thousands; no compression, for vectors don't compress.
ALTER TABLE app.embeddings ALTER COLUMN vector SET STORAGE PLAIN;
CREATE INDEX embeddings_of_a_model ON app.embeddings (workspace_id, model_id);
CREATE INDEX embeddings_to_make ON app.embeddings (workspace_id, model_id, chunk_id) WHERE vector IS NULL AND failure IS NULL;
CREATE INDEX embeddings_that_failed ON app.embeddings (workspace_id, model_id, chunk_id) WHERE failure IS NOT NULL;

CALL app.isolate_by_workspace('app.embeddings');

-- A shard of pieces and one of their vectors. Attaching, unlike making a partition in place, lets readers go on; writers wait for some
-- milliseconds, for a reference from one table to the other comes along.
CREATE OR REPLACE PROCEDURE app.make_chunk_shard(number integer)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    parent name;
    part text;
BEGIN
    -- In the order in which writers come by, who would else wait for this while this waits for them.
    LOCK TABLE app.chunks IN SHARE ROW EXCLUSIVE MODE;
    LOCK TABLE app.embeddings IN SHARE ROW EXCLUSIVE MODE;
    FOREACH parent IN ARRAY ARRAY['chunks', 'embeddings'] LOOP
        part := format('app.%I', parent || '_' || number);
        CONTINUE WHEN to_regclass(part) IS NOT NULL;
        EXECUTE format('CREATE TABLE %s (LIKE app.%I INCLUDING ALL)', part, parent);
        CALL app.isolate_by_workspace(part::regclass);
        EXECUTE format('ALTER TABLE app.%I ATTACH PARTITION %s FOR VALUES IN (%s)', parent, part, number);
    END LOOP;
END
$$;

CALL app.make_chunk_shard(0);

ALTER TYPE app.word_question RENAME TO search_question;
-- `text`, `fuzzy`, `semantic`, `hybrid` or `similar`.
ALTER TYPE app.search_question ADD ATTRIBUTE mode text;
ALTER TYPE app.search_question ADD ATTRIBUTE model_id uuid;
-- Of the question: its numbers in brackets.
ALTER TYPE app.search_question ADD ATTRIBUTE vector text;
ALTER TYPE app.search_question ADD ATTRIBUTE threshold real;
-- Of the fusion of ranks: the constant that is added to each, and how much each list counts.
ALTER TYPE app.search_question ADD ATTRIBUTE rank_constant integer;
ALTER TYPE app.search_question ADD ATTRIBUTE text_weight real;
ALTER TYPE app.search_question ADD ATTRIBUTE meaning_weight real;
-- Pieces of the pages before, where the place of one does not tell which those were.
ALTER TYPE app.search_question ADD ATTRIBUTE given uuid[];
-- The row that others are to be like, and of which kinds it may be.
ALTER TYPE app.search_question ADD ATTRIBUTE like_row uuid;
ALTER TYPE app.search_question ADD ATTRIBUTE like_kinds text[];
