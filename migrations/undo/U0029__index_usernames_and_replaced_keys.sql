DROP INDEX CONCURRENTLY IF EXISTS app.users_username_ignoring_case;
DROP INDEX CONCURRENTLY IF EXISTS app.api_keys_replaced_by;
