-- Vectors that were looked for by an index, a few of each workspace and model, by which is measured how much the index misses.
CREATE TABLE app.search_samples (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    model_id uuid NOT NULL,
    -- A new one takes the place of the one that had its number.
    number integer NOT NULL,
    vector public.halfvec NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, model_id, number),
    CONSTRAINT of_a_model FOREIGN KEY (workspace_id, model_id) REFERENCES app.embedding_models (workspace_id, id) ON DELETE CASCADE,
    CONSTRAINT samples_are_few CHECK (number BETWEEN 0 AND 99)
);

CALL app.isolate_by_workspace('app.search_samples');
