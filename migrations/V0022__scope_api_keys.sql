-- What a key may be used for, when it was used last, and which key took its place.

ALTER TABLE app.api_keys
    -- NULL: all that its role allows.
    ADD COLUMN scopes text[],
    ADD COLUMN last_used_at timestamptz,
    ADD COLUMN replaced_by uuid,
    ADD CONSTRAINT replaced_by_a_key_of_the_workspace FOREIGN KEY (workspace_id, replaced_by) REFERENCES app.api_keys (workspace_id, id) NOT VALID,
    ADD CONSTRAINT scopes_are_words CHECK (
        cardinality(scopes) BETWEEN 1 AND 50 AND array_position(scopes, NULL) IS NULL
        AND array_to_string(scopes, ' ') ~ '^[a-z]+(:[a-z]+)?( [a-z]+(:[a-z]+)?)*$') NOT VALID;
ALTER TABLE app.api_keys VALIDATE CONSTRAINT replaced_by_a_key_of_the_workspace;
ALTER TABLE app.api_keys VALIDATE CONSTRAINT scopes_are_words;
