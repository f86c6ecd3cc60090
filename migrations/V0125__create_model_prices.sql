-- What a workspace pays for tokens, by kind and time. Each workspace says so itself: what is paid is a matter of contracts, and a
-- price that somebody else guessed would be taken for one that was agreed. What has no price has no cost, and is shown as such.

CREATE TABLE app.model_prices (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    id uuid NOT NULL,
    provider text NOT NULL,
    model text NOT NULL,
    token_class text NOT NULL,
    -- Millionths of a dollar for a million tokens, so that a token costs so many millionths of a millionth: pico-dollars.
    microusd_per_million bigint NOT NULL,
    valid_from timestamptz NOT NULL,
    -- The first instant at which it is valid no more; NULL while no end is known.
    valid_to timestamptz,
    -- Moves with every change; the ETag of the price.
    revision integer NOT NULL DEFAULT 1,
    deleted_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT provider_is_a_word CHECK (provider ~ '^[a-z0-9]([a-z0-9._-]{0,98}[a-z0-9])?$'),
    CONSTRAINT model_not_blank CHECK (model ~ '\S'),
    CONSTRAINT model_is_short CHECK (length(model) <= 200),
    CONSTRAINT token_class_is_known CHECK (token_class IN ('input', 'cached_input', 'output', 'reasoning')),
    CONSTRAINT price_is_moderate CHECK (microusd_per_million BETWEEN 0 AND 1000000000000),
    CONSTRAINT it_ends_after_it_begins CHECK (valid_to > valid_from),
    -- At any instant a token has one price.
    CONSTRAINT model_prices_one_at_a_time EXCLUDE USING gist (
        workspace_id WITH =, provider WITH =, model WITH =, token_class WITH =, tstzrange(valid_from, valid_to) WITH &&)
        WHERE (deleted_at IS NULL)
);

CREATE INDEX model_prices_of_a_model ON app.model_prices (workspace_id, provider, model, token_class, valid_from) WHERE deleted_at IS NULL;
CREATE INDEX model_prices_to_purge ON app.model_prices (deleted_at) WHERE deleted_at IS NOT NULL;

CALL app.isolate_by_workspace('app.model_prices');
CALL app.audit_changes('app.model_prices');
GRANT SELECT, INSERT, UPDATE ON app.model_prices TO statehouse_app;
