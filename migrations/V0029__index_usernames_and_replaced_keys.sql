-- Usernames are unique ignoring case, as email addresses are; and a key finds the one that it took the place of.

-- Concurrent builds that were cut short leave invalid indexes of these names behind.
DROP INDEX CONCURRENTLY IF EXISTS app.users_username_ignoring_case;
DROP INDEX CONCURRENTLY IF EXISTS app.api_keys_replaced_by;

CREATE UNIQUE INDEX CONCURRENTLY users_username_ignoring_case ON app.users (lower(username));
CREATE INDEX CONCURRENTLY api_keys_replaced_by ON app.api_keys (workspace_id, replaced_by) WHERE replaced_by IS NOT NULL;
