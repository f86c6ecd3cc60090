-- Identity providers of a workspace's own, whose tokens (JWTs) it accepts as credentials.

CREATE TABLE app.token_issuers (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    id uuid NOT NULL,
    -- What a token's `iss` must be, letter by letter.
    issuer text NOT NULL,
    -- What must be among a token's `aud`.
    audience text NOT NULL,
    -- Those of public keys alone. A token never chooses: `none`, or a public key taken for a shared secret, is not here.
    algorithms text[] NOT NULL DEFAULT '{RS256}',
    -- What must be among a token's scopes; NULL for nothing.
    required_scope text,
    jwks_url text NOT NULL,
    -- What its tokens may do; never what an owner may.
    role text NOT NULL DEFAULT 'viewer',
    -- NULL: all that the role allows.
    scopes text[],
    active boolean NOT NULL DEFAULT true,
    revision integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    -- The authorizer's way to a token's row, too.
    CONSTRAINT token_issuers_issuer_and_audience_unique UNIQUE (workspace_id, issuer, audience),
    CONSTRAINT issuer_is_an_https_url CHECK (issuer ~ '^https://[!-~]+$' AND length(issuer) <= 500),
    CONSTRAINT jwks_url_is_an_https_url CHECK (jwks_url ~ '^https://[!-~]+$' AND length(jwks_url) <= 1000),
    CONSTRAINT audience_is_a_word CHECK (audience ~ '^[!-~]+$' AND length(audience) <= 500),
    CONSTRAINT required_scope_is_a_word CHECK (required_scope ~ '^[!-~]+$' AND length(required_scope) <= 200),
    CONSTRAINT algorithms_have_public_keys CHECK (
        cardinality(algorithms) BETWEEN 1 AND 10
        AND algorithms <@ '{RS256,RS384,RS512,PS256,PS384,PS512,ES256,ES384,ES512,EdDSA}'::text[]),
    CONSTRAINT role_is_known CHECK (role IN ('admin', 'editor', 'viewer')),
    CONSTRAINT scopes_are_words CHECK (
        cardinality(scopes) BETWEEN 1 AND 50 AND array_position(scopes, NULL) IS NULL
        AND array_to_string(scopes, ' ') ~ '^[a-z]+(:[a-z]+)?( [a-z]+(:[a-z]+)?)*$')
);

CALL app.isolate_by_workspace('app.token_issuers');
CALL app.audit_changes('app.token_issuers');
GRANT SELECT, INSERT, UPDATE, DELETE ON app.token_issuers TO statehouse_identity;

-- An issuer's tokens are about many; the log tells which one did it: the fifth word of the origin.
ALTER TABLE app.audit_entries ADD COLUMN subject text;

CREATE OR REPLACE FUNCTION app.append_audit_entries(changes app.audit_change[]) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    now_at CONSTANT timestamptz := clock_timestamp();
    this_xact CONSTANT bigint := pg_current_xact_id()::text::bigint;
    fresh_id CONSTANT uuid := app.id_at(floor(extract(epoch FROM now_at) * 4096000)::bigint);
    person CONSTANT uuid := nullif(current_setting('app.person_id', true), '')::uuid;
    origin CONSTANT text := coalesce(current_setting('app.origin', true), '');
    units CONSTANT bigint := greatest(
        floor(extract(epoch FROM now_at) * 4096000)::bigint,
        (SELECT max(last_units) FROM app.audit_pending_links WHERE xact = this_xact));
BEGIN
    WITH written AS (
        INSERT INTO app.audit_entries AS entry
            (workspace_id, id, transaction_id, action, relation, row_id, before, after, person_id, via, credential_id, address,
             request_id, subject, owner_id, visibility, created_at)
        SELECT c.workspace_id, app.id_at(units + c.place), coalesce(p.transaction_id, fresh_id), c.action, c.relation, c.row_id,
               c.before, c.after, person, nullif(split_part(origin, ' ', 1), ''), nullif(split_part(origin, ' ', 2), '')::uuid,
               nullif(split_part(origin, ' ', 3), ''), nullif(split_part(origin, ' ', 4), ''),
               nullif(split_part(origin, ' ', 5), ''), c.owner_id, c.visibility, now_at
        FROM unnest(changes) WITH ORDINALITY AS c
            (workspace_id, action, relation, row_id, before, after, owner_id, visibility, place)
        LEFT JOIN app.audit_pending_links p ON p.workspace_id = c.workspace_id AND p.xact = this_xact
        RETURNING workspace_id, id, transaction_id, app.audit_entry_hash(entry) AS hash
    )
    INSERT INTO app.audit_pending_links AS p
        (workspace_id, xact, transaction_id, entries, digest, first_id, last_id, last_units)
    SELECT w.workspace_id, this_xact, w.transaction_id, count(*),
           app.audit_digest(coalesce(known.digest, app.audit_beginning()), w.hash ORDER BY w.id),
           (array_agg(w.id ORDER BY w.id))[1], (array_agg(w.id ORDER BY w.id DESC))[1], units + cardinality(changes)
    FROM written w
    LEFT JOIN app.audit_pending_links known ON known.workspace_id = w.workspace_id AND known.xact = this_xact
    GROUP BY w.workspace_id, w.transaction_id
    ON CONFLICT (workspace_id, xact) DO UPDATE
    SET entries = p.entries + EXCLUDED.entries, digest = EXCLUDED.digest, last_id = EXCLUDED.last_id,
        last_units = EXCLUDED.last_units;
END
$$;

-- Entries without a subject hash as they did before there was one; with it the row has a value more, so neither can stand for
-- the other.
CREATE OR REPLACE FUNCTION app.audit_entry_hash(entry app.audit_entries) RETURNS bytea
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT sha256(convert_to(CASE WHEN entry.subject IS NULL
        THEN ROW(
            entry.workspace_id, entry.id, entry.transaction_id, entry.action, entry.relation, entry.row_id, entry.before,
            entry.after, entry.person_id, entry.via, entry.credential_id, entry.address, entry.request_id, entry.owner_id,
            entry.visibility, extract(epoch FROM entry.created_at))::text
        ELSE ROW(
            entry.workspace_id, entry.id, entry.transaction_id, entry.action, entry.relation, entry.row_id, entry.before,
            entry.after, entry.person_id, entry.via, entry.credential_id, entry.address, entry.request_id, entry.owner_id,
            entry.visibility, extract(epoch FROM entry.created_at), entry.subject)::text
        END, 'UTF8'))
$$;
