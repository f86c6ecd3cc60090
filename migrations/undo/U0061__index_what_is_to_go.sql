DROP INDEX CONCURRENTLY IF EXISTS app.users_to_purge;
DROP INDEX CONCURRENTLY IF EXISTS app.prompt_cards_to_purge;
DROP INDEX CONCURRENTLY IF EXISTS app.invitations_to_clear;
