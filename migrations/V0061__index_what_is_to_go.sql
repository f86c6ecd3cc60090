-- What the cleanup reads, oldest first. Sessions, tokens, registrations and idempotency keys have had theirs since they were made.

-- Concurrent builds that were cut short leave invalid indexes of these names behind.
DROP INDEX CONCURRENTLY IF EXISTS app.invitations_to_clear;
DROP INDEX CONCURRENTLY IF EXISTS app.prompt_cards_to_purge;
DROP INDEX CONCURRENTLY IF EXISTS app.users_to_purge;

CREATE INDEX CONCURRENTLY invitations_to_clear ON app.invitations (expires_at);
CREATE INDEX CONCURRENTLY prompt_cards_to_purge ON app.prompt_cards (deleted_at) WHERE deleted_at IS NOT NULL;
-- With the id, for a row that others refer to stays, and is stepped over.
CREATE INDEX CONCURRENTLY users_to_purge ON app.users (deleted_at, id) WHERE deleted_at IS NOT NULL;
