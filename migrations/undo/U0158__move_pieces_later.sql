UPDATE app.search_spaces SET moving_since = pg_current_xact_id() WHERE moving_from IS NOT NULL AND moving_since IS NULL;
ALTER TABLE app.search_spaces
    DROP CONSTRAINT only_what_moves_began_to,
    ADD CONSTRAINT what_moves_began_to CHECK ((moving_from IS NULL) = (moving_since IS NULL));
