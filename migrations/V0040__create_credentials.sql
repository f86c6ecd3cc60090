-- Credentials of other services (tokens, passwords), encrypted before they come here. Whoever reads the database, or a dump of
-- it, has ciphertext alone: the keys are elsewhere.

CREATE TABLE app.credentials (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    id uuid NOT NULL,
    -- The service that it is for, such as `github`.
    provider text NOT NULL,
    name text NOT NULL,
    -- What it allows at its provider, in the provider's own words.
    scopes text[] NOT NULL DEFAULT '{}',
    -- The key that the ciphertext needs. The ciphertext says so too, and is believed only if both agree.
    key_name text NOT NULL,
    ciphertext bytea NOT NULL,
    expires_at timestamptz,
    last_used_at timestamptz,
    -- The API key, session or token issuer that it was given to last; no reference, for those may go before it.
    last_used_by uuid,
    -- Moves with what a caller changes, the ETag; not with use, nor with the encryption under another key.
    revision integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT credentials_name_unique UNIQUE (workspace_id, provider, name),
    CONSTRAINT provider_is_a_word CHECK (provider ~ '^[a-z0-9]([a-z0-9._-]{0,98}[a-z0-9])?$'),
    CONSTRAINT name_not_blank CHECK (name ~ '\S'),
    CONSTRAINT name_is_short CHECK (length(name) <= 200),
    CONSTRAINT scopes_are_few CHECK (cardinality(scopes) <= 50 AND array_position(scopes, NULL) IS NULL),
    CONSTRAINT key_name_is_short CHECK (length(key_name) BETWEEN 1 AND 300),
    CONSTRAINT ciphertext_is_bounded CHECK (length(ciphertext) BETWEEN 32 AND 80000)
);

-- Random bytes don't compress.
ALTER TABLE app.credentials ALTER COLUMN ciphertext SET STORAGE EXTERNAL;

-- For rotation: how many are left under each key.
CREATE INDEX credentials_by_key ON app.credentials (workspace_id, key_name, id);
CREATE INDEX credentials_by_scopes ON app.credentials USING gin (workspace_id, scopes) WITH (fastupdate = off);

CALL app.isolate_by_workspace('app.credentials');
CALL app.audit_changes('app.credentials', '{ciphertext}', '{last_used_at,last_used_by}');

-- That a value was given out is no change of a row, and has to be in the audit log all the same.
CREATE FUNCTION app.record_credential_use(credential uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM app.credentials c WHERE c.workspace_id = (SELECT app.current_workspace()) AND c.id = credential) THEN
        RETURN false;
    END IF;
    PERFORM app.record_event('use', 'credentials', credential::text, NULL);
    RETURN true;
END
$$;
GRANT EXECUTE ON FUNCTION app.record_credential_use(uuid) TO statehouse_identity;
GRANT SELECT, INSERT, UPDATE, DELETE ON app.credentials TO statehouse_identity;
