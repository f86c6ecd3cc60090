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
