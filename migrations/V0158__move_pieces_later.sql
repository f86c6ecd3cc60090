-- Which transactions may still write where a workspace's pieces were is known after its promotion committed: one that began before that
-- commit, though after the promotion itself, was not waited for, and its pieces could stay behind (app.move_pieces). Until then NULL.
ALTER TABLE app.search_spaces
    DROP CONSTRAINT what_moves_began_to,
    ADD CONSTRAINT only_what_moves_began_to CHECK (moving_from IS NOT NULL OR moving_since IS NULL) NOT VALID;
ALTER TABLE app.search_spaces VALIDATE CONSTRAINT only_what_moves_began_to;
