-- A workspace with many pieces gets a shard of its own: there an index of vectors holds its vectors alone (R__shard_functions.sql).
ALTER TABLE app.search_spaces
    -- Since which transaction its pieces are written elsewhere; those of transactions before it may still come to where they were.
    ADD COLUMN moving_since xid8,
    -- Whether it is to have a shard of its own, however few its pieces are.
    ADD COLUMN promoted boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT what_moves_began_to CHECK ((moving_from IS NULL) = (moving_since IS NULL)) NOT VALID;
ALTER TABLE app.search_spaces VALIDATE CONSTRAINT what_moves_began_to;
