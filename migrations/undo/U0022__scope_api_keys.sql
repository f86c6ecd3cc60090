ALTER TABLE app.api_keys
    DROP COLUMN scopes,
    DROP COLUMN last_used_at,
    DROP COLUMN replaced_by;
