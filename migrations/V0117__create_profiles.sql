-- The masks of an identity, and the slugs under which each is or was found.

CREATE TABLE app.profiles (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    id uuid NOT NULL,
    -- Never changes, nor does that of an experience or a skill: what a mask was allowed to name stays its identity's own.
    identity_id uuid NOT NULL,
    slug text NOT NULL,
    headline text NOT NULL,
    summary text NOT NULL DEFAULT '',
    -- Switched off, a profile is not found by its slugs. It stays for as long as it is wanted, unlike a deleted one.
    is_active boolean NOT NULL DEFAULT true,
    -- The ids of `experiences` and `skills` in the order in which they are shown, and whatever else a mask is to know. Ids are
    -- checked when they are written, and looked up when the mask is shown, which leaves out what has been deleted since.
    mask_settings jsonb NOT NULL DEFAULT '{}',
    -- Moves with every change; the beginning of the profile's ETag.
    revision integer NOT NULL DEFAULT 1,
    deleted_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT of_an_identity_of_the_workspace FOREIGN KEY (workspace_id, identity_id)
        REFERENCES app.identities (workspace_id, id),
    CONSTRAINT profiles_slug_unique UNIQUE (workspace_id, slug),
    -- No UUID passes: a path segment is then either an id or a slug.
    CONSTRAINT slug_is_a_slug CHECK (
        slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 100
        AND slug !~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'),
    CONSTRAINT headline_not_blank CHECK (headline ~ '\S'),
    CONSTRAINT headline_is_short CHECK (length(headline) <= 500),
    CONSTRAINT summary_is_bounded CHECK (length(summary) <= 10000),
    CONSTRAINT mask_settings_is_object CHECK (jsonb_typeof(mask_settings) = 'object'),
    CONSTRAINT what_a_mask_shows_is_listed CHECK (
        coalesce(jsonb_typeof(mask_settings -> 'experiences'), 'array') = 'array'
        AND coalesce(jsonb_typeof(mask_settings -> 'skills'), 'array') = 'array')
);

CREATE INDEX profiles_of_an_identity ON app.profiles (workspace_id, identity_id, id);
-- The few that are switched off among many.
CREATE INDEX profiles_switched_off ON app.profiles (workspace_id, id) WHERE NOT is_active AND deleted_at IS NULL;
CREATE INDEX profiles_to_purge ON app.profiles (deleted_at) WHERE deleted_at IS NOT NULL;

CALL app.isolate_by_workspace('app.profiles');
-- As of a name, of a slug the log tells that it changed.
CALL app.audit_changes('app.profiles', '{slug}');
GRANT SELECT, INSERT, UPDATE ON app.profiles TO statehouse_app;

-- Every slug that a profile has or had, so that old links find it for as long as it is there and nobody else takes one. It goes
-- with its profile: a slug is often somebody's name. What changes here the log tells as a change of the profile's own slug.
CREATE TABLE app.profile_slugs (
    workspace_id uuid NOT NULL REFERENCES app.workspaces (id),
    slug text NOT NULL,
    profile_id uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, slug),
    CONSTRAINT of_a_profile_of_the_workspace FOREIGN KEY (workspace_id, profile_id)
        REFERENCES app.profiles (workspace_id, id) ON DELETE CASCADE
);

CREATE INDEX profile_slugs_of_a_profile ON app.profile_slugs (workspace_id, profile_id);

CALL app.isolate_by_workspace('app.profile_slugs');
GRANT SELECT, INSERT ON app.profile_slugs TO statehouse_app;
