-- The last end of what was deleted, with all its pieces, at the hands of a role that may do nothing else.

ALTER TABLE app.prompt_cards
    -- Set while a card with many pieces is taken apart in several transactions: from the first on it is gone for everybody, and
    -- can't be restored with half of its versions.
    ADD COLUMN purge_begun_at timestamptz,
    ADD CONSTRAINT only_the_deleted_are_purged CHECK (purge_begun_at IS NULL OR deleted_at IS NOT NULL) NOT VALID;
ALTER TABLE app.prompt_cards VALIDATE CONSTRAINT only_the_deleted_are_purged;
CREATE POLICY not_being_purged ON app.prompt_cards AS RESTRICTIVE TO PUBLIC USING (purge_begun_at IS NULL);

-- A move and the one that took it back go together, whichever comes first.
ALTER TABLE app.prompt_label_moves
    DROP CONSTRAINT undoes_a_move_of_the_workspace,
    ADD CONSTRAINT undoes_a_move_of_the_workspace FOREIGN KEY (workspace_id, undoes)
        REFERENCES app.prompt_label_moves (workspace_id, id) ON DELETE CASCADE NOT VALID;
ALTER TABLE app.prompt_label_moves VALIDATE CONSTRAINT undoes_a_move_of_the_workspace;

ALTER TABLE app.audit_entries
    DROP CONSTRAINT action_is_known,
    ADD CONSTRAINT action_is_known
        CHECK (action IN ('insert', 'update', 'delete', 'purge', 'use', 'login', 'refuse')) NOT VALID;
ALTER TABLE app.audit_entries VALIDATE CONSTRAINT action_is_known;

-- What the cleanup takes away it tells itself (R__cleanup_functions.sql): one entry for the whole, and none for each piece. Their
-- texts stood in the log when they were written, and who deleted the whole when it was deleted; to tell every row once more would
-- cost more than all the rest of a purge. session_user is the role that logged in, which no setting and no function changes.
DO $$
DECLARE
    written CONSTANT text := pg_get_functiondef('app.write_audit_entries()'::regprocedure);
    silent CONSTANT text := replace(
        written,
        E'BEGIN\n    SELECT array_agg(a.attname',
        E'BEGIN\n    IF session_user = ''statehouse_cleanup'' THEN\n        RETURN NULL;\n    END IF;\n    SELECT array_agg(a.attname');
BEGIN
    IF silent = written THEN
        RAISE EXCEPTION 'app.write_audit_entries is not what this script knows';
    END IF;
    EXECUTE silent;
END
$$;
