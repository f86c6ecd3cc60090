ALTER TABLE app.search_spaces
    DROP COLUMN moving_since,
    DROP COLUMN promoted;
