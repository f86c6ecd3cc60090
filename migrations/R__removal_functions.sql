-- How projects, workspaces and people are removed for good: one way for whoever asks and for what was deleted long ago. Which rows go,
-- and in what order, is read from the catalogue, so that no later table is forgotten. SECURITY DEFINER, because row security binds a
-- statement to one workspace, and no role may delete from all tables; whoever asks may only begin, and only the cleanup goes on.

-- Adds to a count: {"tables": {"messages": 12}}.
CREATE OR REPLACE FUNCTION app.counted(counts jsonb, kind_of_place text, place text, more bigint) RETURNS jsonb
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE WHEN more = 0 THEN counts
                ELSE counts || jsonb_build_object(kind_of_place, coalesce(counts -> kind_of_place, '{}') || jsonb_build_object(
                    place, coalesce((counts -> kind_of_place ->> place)::bigint, 0) + more)) END
$$;

-- RFC 8785, for objects with names in ASCII, texts and whole numbers.
CREATE OR REPLACE FUNCTION app.canonical_json(value jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN CASE jsonb_typeof(value)
        WHEN 'object' THEN '{' || coalesce((
            SELECT string_agg(to_jsonb(e.key)::text || ':' || app.canonical_json(e.value), ',' ORDER BY e.key COLLATE "C")
            FROM jsonb_each(value) e), '') || '}'
        ELSE value::text END;
END
$$;

-- Where a table's rows are: its partitions, or the table itself.
CREATE OR REPLACE FUNCTION app.parts_of(relation regclass) RETURNS SETOF regclass
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT c.oid::regclass FROM pg_class c WHERE c.oid = relation AND c.relkind = 'r'
    UNION ALL
    SELECT p.relid FROM pg_partition_tree(relation) p WHERE p.isleaf
$$;

-- Every table with a workspace in it, a partition at a time: those first that no other refers to, and the log, which the others'
-- deletion might yet write to, at the end.
CREATE OR REPLACE FUNCTION app.removable_tables() RETURNS TABLE (place bigint, name text, part regclass)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    WITH RECURSIVE tables AS (
        SELECT c.oid, c.relname
        FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped
        WHERE c.relnamespace = 'app'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    ), depths AS (
        SELECT t.oid, 0 AS depth FROM tables t
        UNION
        SELECT f.confrelid, d.depth + 1
        FROM depths d
        JOIN pg_constraint f ON f.conrelid = d.oid AND f.contype = 'f' AND f.confrelid <> f.conrelid
        -- A circle has no end; the references that it breaks are seen when its rows are to go.
        WHERE d.depth < 50
    ), placed AS (
        SELECT t.relname, t.oid, max(d.depth) AS depth
        FROM tables t
        JOIN depths d ON d.oid = t.oid
        GROUP BY t.relname, t.oid
    )
    SELECT row_number() OVER (ORDER BY p.relname LIKE 'audit\_%', p.depth, p.relname, part::text), p.relname::text, part
    FROM placed p
    CROSS JOIN LATERAL app.parts_of(p.oid) AS part
$$;

-- The SQL that leaves out rows `r` to which others of their own table refer: those go first.
CREATE OR REPLACE FUNCTION app.unreferenced_by_its_own(relation regclass) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(string_agg(
        format('AND NOT EXISTS (SELECT FROM %s o WHERE %s AND o.ctid <> r.ctid)', f.conrelid::regclass, (
            SELECT string_agg(format('o.%I = r.%I', h.attname, t.attname), ' AND ')
            FROM unnest(f.conkey, f.confkey) AS k (here, there)
            JOIN pg_attribute h ON h.attrelid = f.conrelid AND h.attnum = k.here
            JOIN pg_attribute t ON t.attrelid = f.confrelid AND t.attnum = k.there)), ' '), '')
    FROM pg_constraint f
    WHERE f.conrelid = relation AND f.confrelid = relation AND f.contype = 'f'
$$;

-- Deletes rows `r` of one table or partition. A row that somebody holds is stepped over.
CREATE OR REPLACE FUNCTION app.remove_rows(part regclass, condition text, held_by jsonb, room integer) RETURNS integer
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    gone integer;
BEGIN
    EXECUTE format(
        'DELETE FROM ONLY %1$s
         WHERE ctid = ANY (ARRAY(
             SELECT r.ctid FROM ONLY %1$s r WHERE %2$s %3$s LIMIT greatest($2, 0) FOR UPDATE SKIP LOCKED))',
        part, condition, app.unreferenced_by_its_own(part))
    USING held_by, room;
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END
$$;

-- Which rows `r` refer to one whose columns are in $1, by this constraint.
CREATE OR REPLACE FUNCTION app.refers_to_it(constraint_id oid) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT string_agg(format('r.%I = ($1 ->> %L)::%s', h.attname, t.attname, format_type(h.atttypid, NULL)), ' AND ')
    FROM pg_constraint f
    CROSS JOIN LATERAL unnest(f.conkey, f.confkey) AS k (here, there)
    JOIN pg_attribute h ON h.attrelid = f.conrelid AND h.attnum = k.here
    JOIN pg_attribute t ON t.attrelid = f.confrelid AND t.attnum = k.there
    WHERE f.oid = constraint_id
$$;

-- Takes a column's value from rows `r`, which live on; their ETag moves, for what they show is another.
CREATE OR REPLACE FUNCTION app.let_go(relation regclass, lost name, condition text, held_by jsonb, room integer) RETURNS integer
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    gone integer;
BEGIN
    EXECUTE format(
        'UPDATE %1$s r SET %2$I = NULL %4$s
         WHERE r.ctid = ANY (ARRAY(SELECT r.ctid FROM %1$s r WHERE %3$s LIMIT greatest($2, 0) FOR NO KEY UPDATE SKIP LOCKED))
           AND %3$s',
        relation, lost, condition,
        CASE WHEN EXISTS (SELECT FROM pg_attribute WHERE attrelid = relation AND attname = 'revision' AND NOT attisdropped)
             THEN ', revision = r.revision + 1' ELSE '' END)
    USING held_by, room;
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END
$$;

-- Deletes rows `r` with all that refers to them, which goes first, but for what a reference lets live on. A row of many pieces takes
-- several batches. Room is left if it is known that there is no more, but for what somebody holds.
CREATE OR REPLACE FUNCTION app.remove_with_pieces(
    relation regclass, condition text, held_by jsonb, INOUT room integer, INOUT counts jsonb)
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    name CONSTANT text := (SELECT relname FROM pg_class WHERE oid = relation);
    -- The columns that others refer to.
    shown CONSTANT text := (
        SELECT string_agg(DISTINCT format('%L, r.%I', a.attname, a.attname), ', ')
        FROM pg_constraint f
        JOIN pg_attribute a ON a.attrelid = f.confrelid AND a.attnum = ANY (f.confkey)
        WHERE f.confrelid = relation AND f.conrelid <> relation AND f.contype = 'f' AND f.conparentid = 0);
    part regclass;
    piece record;
    reference record;
    gone integer;
BEGIN
    IF shown IS NULL THEN
        FOR part IN SELECT app.parts_of(relation) LOOP
            LOOP
                gone := app.remove_rows(part, condition, held_by, room);
                counts := app.counted(counts, 'tables', name, gone);
                room := room - gone;
                EXIT WHEN gone = 0 OR room <= 0;
            END LOOP;
        END LOOP;
        RETURN;
    END IF;
    FOR piece IN EXECUTE format(
        'SELECT r.tableoid::regclass AS part, r.ctid AS at, jsonb_build_object(%s) AS columns
         FROM %s r WHERE %s %s LIMIT greatest($2, 0) FOR UPDATE SKIP LOCKED',
        shown, relation, condition, app.unreferenced_by_its_own(relation)) USING held_by, room
    LOOP
        FOR reference IN
            SELECT f.oid, f.conrelid::regclass AS relation, c.relname, f.confdeltype, a.attname AS lost
            FROM pg_constraint f
            JOIN pg_class c ON c.oid = f.conrelid
            LEFT JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = coalesce(f.confdelsetcols[1], f.conkey[1])
            WHERE f.confrelid = remove_with_pieces.relation AND f.conrelid <> f.confrelid AND f.contype = 'f' AND f.conparentid = 0
            ORDER BY c.relname, f.conname
        LOOP
            EXIT WHEN room <= 0;
            IF reference.confdeltype = 'n' THEN
                gone := app.let_go(
                    reference.relation, reference.lost, app.refers_to_it(reference.oid), piece.columns, room);
                counts := app.counted(counts, 'released', reference.relname || '.' || reference.lost, gone);
                room := room - gone;
            ELSE
                SELECT p.room, p.counts INTO room, counts
                FROM app.remove_with_pieces(
                    reference.relation, app.refers_to_it(reference.oid), piece.columns, room, counts) p;
            END IF;
        END LOOP;
        EXIT WHEN room <= 0;
        EXECUTE format('DELETE FROM ONLY %s WHERE ctid = $1', piece.part) USING piece.at;
        GET DIAGNOSTICS gone = ROW_COUNT;
        counts := app.counted(counts, 'tables', name, gone);
        room := room - 1;
    END LOOP;
END
$$;

-- Nothing goes from under what still refers to it: where somebody holds such a row, all waits.
CREATE OR REPLACE FUNCTION app.require_unreferenced(target regclass, columns jsonb) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    reference record;
    held boolean;
BEGIN
    FOR reference IN
        SELECT f.oid, f.conrelid::regclass AS relation
        FROM pg_constraint f
        WHERE f.confrelid = target AND f.contype = 'f' AND f.conparentid = 0
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s r WHERE %s)', reference.relation, app.refers_to_it(reference.oid))
        INTO held USING columns;
        IF held THEN
            RAISE EXCEPTION 'rows of % are held, or refer to each other', reference.relation USING ERRCODE = 'lock_not_available';
        END IF;
    END LOOP;
END
$$;

-- Deletes what a project holds, and takes out of it what lives on, which is told of each.
CREATE OR REPLACE FUNCTION app.remove_from_project(
    of_workspace uuid, of_project uuid, INOUT room integer, INOUT counts jsonb)
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    it CONSTANT jsonb := jsonb_build_object('workspace_id', of_workspace, 'id', of_project);
    reference record;
    left_room integer;
BEGIN
    FOR reference IN
        SELECT f.oid, f.conrelid::regclass AS relation, c.relname, f.confdeltype,
               2 = (SELECT count(*) FROM pg_attribute a
                    WHERE a.attrelid = c.oid AND a.attname IN ('owner_id', 'visibility') AND NOT a.attisdropped) AS owned
        FROM pg_constraint f
        JOIN pg_class c ON c.oid = f.conrelid
        WHERE f.confrelid = 'app.projects'::regclass AND f.contype = 'f' AND f.conparentid = 0
        ORDER BY f.confdeltype = 'n', c.relname
    LOOP
        EXIT WHEN room <= 0;
        IF reference.confdeltype = 'n' THEN
            -- That it is in no project any more touches no conversation: it goes when it would have gone.
            left_room := app.take_out_of_project(
                reference.relname, reference.owned, reference.relname <> 'conversations', of_workspace, of_project, room);
            counts := app.counted(counts, 'released', reference.relname || '.project_id', room - left_room);
            room := left_room;
        ELSE
            SELECT p.room, p.counts INTO room, counts
            FROM app.remove_with_pieces(
                reference.relation, app.refers_to_it(reference.oid),
                it, room, counts) p;
        END IF;
    END LOOP;
    IF room > 0 THEN
        PERFORM app.require_unreferenced('app.projects', it);
    END IF;
END
$$;

-- Purges a conversation with an exact count of what goes. Forks of it that others see keep what they show; it is nobody's then.
CREATE OR REPLACE FUNCTION app.remove_private_conversation(
    of_workspace uuid, of_conversation uuid, INOUT room integer, INOUT counts jsonb)
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    tables CONSTANT text[] := ARRAY['message_revisions', 'messages', 'conversation_segments', 'vectors'];
    had bigint[] := app.pieces_of_conversation(of_workspace, of_conversation);
    has bigint[];
    was_there CONSTANT boolean := EXISTS (
        SELECT FROM app.conversations c WHERE c.workspace_id = of_workspace AND c.id = of_conversation);
BEGIN
    room := app.purge_conversation(of_workspace, of_conversation, room);
    has := app.pieces_of_conversation(of_workspace, of_conversation);
    FOR i IN 1..cardinality(tables) LOOP
        counts := app.counted(counts, 'tables', tables[i], had[i] - has[i]);
    END LOOP;
    UPDATE app.conversations c
    SET owner_id = NULL, visibility = 'workspace'
    WHERE c.workspace_id = of_workspace AND c.id = of_conversation AND c.kept_for_forks;
    IF FOUND THEN
        counts := app.counted(counts, 'released', 'conversations.owner_id', 1);
    ELSIF was_there AND room > 0 THEN
        counts := app.counted(counts, 'tables', 'conversations', 1);
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION app.pieces_of_conversation(of_workspace uuid, of_conversation uuid) RETURNS bigint[]
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT ARRAY[
        (SELECT count(*) FROM app.message_revisions r WHERE r.workspace_id = of_workspace AND r.conversation_id = of_conversation),
        (SELECT count(*) FROM app.messages m WHERE m.workspace_id = of_workspace AND m.conversation_id = of_conversation),
        (SELECT count(*) FROM app.conversation_segments s WHERE s.workspace_id = of_workspace AND s.conversation_id = of_conversation),
        (SELECT count(*) FROM app.vectors v WHERE v.workspace_id = of_workspace AND v.conversation_id = of_conversation)]
$$;

-- What is a person's: private rows go, whichever workspace they are in, and so does what can't be without them; all else that they
-- made is its workspace's, and forgets whose it was.
CREATE OR REPLACE FUNCTION app.remove_from_person(person uuid, INOUT room integer, INOUT counts jsonb)
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    them CONSTANT jsonb := jsonb_build_object('id', person);
    reference record;
    conversation record;
    gone integer;
BEGIN
    FOR reference IN
        SELECT f.oid, f.conrelid::regclass AS relation, c.relname, a.attname, a.attnotnull,
               a.attname = 'owner_id' AND EXISTS (
                   SELECT FROM pg_attribute v WHERE v.attrelid = c.oid AND v.attname = 'visibility' AND NOT v.attisdropped) AS private
        FROM pg_constraint f
        JOIN pg_class c ON c.oid = f.conrelid
        JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
        WHERE f.confrelid = 'app.users'::regclass AND f.contype = 'f' AND f.conparentid = 0
        ORDER BY 6 DESC, c.relname, a.attname
    LOOP
        EXIT WHEN room <= 0;
        IF reference.private AND reference.relname = 'conversations' THEN
            FOR conversation IN
                SELECT c.workspace_id, c.id
                FROM app.conversations c
                WHERE c.owner_id = person AND c.visibility = 'private'
                LIMIT room
                FOR UPDATE SKIP LOCKED
            LOOP
                SELECT p.room, p.counts INTO room, counts
                FROM app.remove_private_conversation(conversation.workspace_id, conversation.id, room, counts) p;
                EXIT WHEN room <= 0;
            END LOOP;
        ELSIF reference.private THEN
            SELECT p.room, p.counts INTO room, counts
            FROM app.remove_with_pieces(
                reference.relation, app.refers_to_it(reference.oid) || ' AND r.visibility = ''private''', them, room, counts) p;
        END IF;
        EXIT WHEN room <= 0;
        IF reference.attnotnull THEN
            SELECT p.room, p.counts INTO room, counts
            FROM app.remove_with_pieces(reference.relation, app.refers_to_it(reference.oid), them, room, counts) p;
        ELSE
            gone := app.let_go(reference.relation, reference.attname, app.refers_to_it(reference.oid), them, room);
            counts := app.counted(counts, 'released', reference.relname || '.' || reference.attname, gone);
            room := room - gone;
        END IF;
    END LOOP;
    IF room > 0 THEN
        PERFORM app.require_unreferenced('app.users', them);
    END IF;
END
$$;

-- Deletes what is in a workspace, table after table; a person's log is kept like one. `reached` is the number of tables that are done
-- with, and one call does with no more than forty: to look into an empty one costs what some rows do.
CREATE OR REPLACE FUNCTION app.remove_from_workspace(
    subject uuid, INOUT reached integer, INOUT room integer, INOUT counts jsonb, OUT whole boolean)
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    them CONSTANT jsonb := jsonb_build_object('id', subject);
    its_rows CONSTANT text := 'r.workspace_id = ($1 ->> ''id'')::uuid';
    of_table record;
    gone integer;
    held boolean;
    looked integer := 0;
BEGIN
    whole := false;
    FOR of_table IN SELECT t.place, t.name, t.part FROM app.removable_tables() t WHERE t.place > reached ORDER BY t.place LOOP
        LOOP
            gone := app.remove_rows(of_table.part, its_rows, them, room);
            counts := app.counted(counts, 'tables', of_table.name, gone);
            room := room - gone;
            EXIT WHEN gone = 0 OR room <= 0;
        END LOOP;
        IF room <= 0 THEN
            RETURN;
        END IF;
        EXECUTE format('SELECT EXISTS (SELECT FROM ONLY %s r WHERE %s)', of_table.part, its_rows) INTO held USING them;
        IF held THEN
            RAISE EXCEPTION 'rows of % are held, or refer to each other', of_table.name USING ERRCODE = 'lock_not_available';
        END IF;
        reached := of_table.place;
        looked := looked + 1;
        IF looked = 40 THEN
            RETURN;
        END IF;
    END LOOP;
    whole := true;
END
$$;

-- The first table that has rows of a workspace, as a number of tables that are done with; null if there is none.
CREATE OR REPLACE FUNCTION app.tables_done_with(subject uuid) RETURNS integer
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    of_table record;
    held boolean;
BEGIN
    FOR of_table IN SELECT t.place, t.part FROM app.removable_tables() t ORDER BY t.place LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM ONLY %s WHERE workspace_id = $1)', of_table.part) INTO held USING subject;
        IF held THEN
            RETURN of_table.place - 1;
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

-- What stays, and why.
CREATE OR REPLACE FUNCTION app.kept_of_removed(kind text) RETURNS jsonb
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT jsonb_build_object(
               'backups', 'until their own time is over',
               'removals', 'this receipt')
        || CASE kind
            WHEN 'project' THEN jsonb_build_object(
                'audit_entries', 'what was done in the project stays in the log of its workspace')
            WHEN 'workspace' THEN jsonb_build_object(
                'archives', 'months of logs that were put away before, until their own time is over',
                'users', 'people have their accounts without the workspace')
            ELSE jsonb_build_object(
                'archives', 'months of logs that were put away before, until their own time is over',
                'audit_entries', 'who did what in a workspace stays in its log, by id',
                'idempotency_keys', 'for a day',
                'jobs', 'on whose behalf, by id, until the job goes',
                'workspaces', 'what they wrote and did not keep private is the workspace''s, and tells no author') END
$$;

-- The end: the subject's own row goes and the receipt is written, in one transaction.
CREATE OR REPLACE FUNCTION app.complete_removal(removal operations.removals) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    form CONSTANT text := 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
    now_at CONSTANT timestamptz := clock_timestamp();
    written jsonb;
    issues integer;
BEGIN
    CASE removal.kind
        WHEN 'project' THEN
            DELETE FROM app.projects p
            WHERE p.workspace_id = removal.workspace_id AND p.id = removal.subject_id
            RETURNING p.last_issue INTO issues;
        WHEN 'workspace' THEN
            DELETE FROM app.workspaces w WHERE w.id = removal.subject_id;
        ELSE
            DELETE FROM app.users u WHERE u.id = removal.subject_id;
    END CASE;
    IF FOUND THEN
        removal.counts := app.counted(removal.counts, 'tables', removal.kind || 's', 1);
    END IF;
    IF removal.kind = 'project' THEN
        PERFORM app.append_audit_entries(ARRAY[ROW(
            removal.workspace_id, 'purge', 'projects', removal.subject_id, NULL, jsonb_build_object('issues', issues), NULL,
            'workspace')::app.audit_change]);
    END IF;
    written := jsonb_build_object(
        'id', removal.id, 'kind', removal.kind, 'subjectId', removal.subject_id,
        'askedAt', to_char(removal.created_at AT TIME ZONE 'UTC', form),
        'finishedAt', to_char(now_at AT TIME ZONE 'UTC', form),
        'removed', removal.counts, 'kept', app.kept_of_removed(removal.kind));
    UPDATE operations.removals r
    SET state = 'completed', counts = removal.counts, receipt = written, error = NULL, failures = 0,
        receipt_sha256 = sha256(convert_to(app.canonical_json(written), 'UTF8')), finished_at = now_at, updated_at = now_at
    WHERE r.id = removal.id;
END
$$;

-- The rows' stage. Its count is kept in the transaction that deletes.
CREATE OR REPLACE FUNCTION app.remove_some(removal operations.removals, room integer) RETURNS operations.removals
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    whole boolean := true;
    counts jsonb := removal.counts;
    reached integer := removal.reached;
BEGIN
    -- What a search finds goes with the rows that it is made of, and is counted as it goes.
    PERFORM set_config('app.chunks_gone', '0', true);
    IF removal.kind = 'project' THEN
        SELECT p.room, p.counts INTO room, counts
        FROM app.remove_from_project(removal.workspace_id, removal.subject_id, room, counts) p;
    ELSIF removal.kind = 'user' THEN
        SELECT p.room, p.counts INTO room, counts FROM app.remove_from_person(removal.subject_id, room, counts) p;
    END IF;
    IF removal.kind <> 'project' AND room > 0 THEN
        SELECT p.reached, p.room, p.counts, p.whole INTO reached, room, counts, whole
        FROM app.remove_from_workspace(removal.subject_id, reached, room, counts) p;
    END IF;
    removal.counts := app.counted(counts, 'tables', 'chunks', current_setting('app.chunks_gone')::bigint);
    removal.reached := reached;
    IF whole AND room > 0 THEN
        removal.stage := CASE removal.kind WHEN 'project' THEN 'end' ELSE 'elsewhere' END;
    END IF;
    RETURN removal;
END
$$;

-- How many rows a count tells of.
CREATE OR REPLACE FUNCTION app.rows_counted(counts jsonb) RETURNS bigint
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(sum(n.value::bigint), 0)::bigint
    FROM jsonb_each(counts) p
    CROSS JOIN LATERAL jsonb_each_text(p.value) n
    WHERE p.key IN ('tables', 'released')
$$;

-- The end's stage: the removal is completed if nothing came to the subject since, or else begins again with what did.
CREATE OR REPLACE FUNCTION app.end_removal(removal operations.removals, room integer) RETURNS operations.removals
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    before CONSTANT bigint := app.rows_counted(removal.counts);
    still integer;
BEGIN
    -- Whoever adds a row to it waits for this lock, and fails.
    PERFORM FROM app.workspaces w WHERE removal.kind = 'workspace' AND w.id = removal.subject_id FOR UPDATE;
    PERFORM FROM app.users u WHERE removal.kind = 'user' AND u.id = removal.subject_id FOR UPDATE;
    PERFORM FROM app.projects p
    WHERE removal.kind = 'project' AND p.workspace_id = removal.workspace_id AND p.id = removal.subject_id
    FOR UPDATE;
    IF removal.kind <> 'workspace' THEN
        removal := app.remove_some(removal, room);
    END IF;
    IF removal.kind <> 'project' THEN
        still := app.tables_done_with(removal.subject_id);
    END IF;
    IF still IS NULL AND app.rows_counted(removal.counts) = before THEN
        PERFORM app.complete_removal(removal);
        removal.state := 'completed';
    ELSE
        removal.stage := 'rows';
        removal.reached := coalesce(still, removal.reached);
    END IF;
    RETURN removal;
END
$$;

-- Takes the next batch of the removal that is due first, of at most so many rows. A failure is the removal's own, and is noted: others
-- are not kept waiting by it, and it is tried again, each time later.
CREATE OR REPLACE FUNCTION app.take_removal_step(
    most integer, OUT id uuid, OUT kind text, OUT subject_id uuid, OUT stage text, OUT under_way text, OUT gone bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_bitmapscan = off
AS $$
DECLARE
    removal operations.removals;
BEGIN
    gone := 0;
    SELECT r.* INTO removal
    FROM operations.removals r
    WHERE r.state <> 'completed' AND r.due_at <= clock_timestamp()
    ORDER BY r.due_at, r.id
    LIMIT 1
    FOR UPDATE SKIP LOCKED;
    IF removal.id IS NULL THEN
        RETURN;
    END IF;
    id := removal.id;
    kind := removal.kind;
    subject_id := removal.subject_id;
    under_way := removal.under_way::text;
    gone := app.rows_counted(removal.counts);
    BEGIN
        IF removal.stage = 'rows' THEN
            removal := app.remove_some(removal, greatest(most, 1));
        ELSIF removal.stage = 'end' THEN
            removal := app.end_removal(removal, greatest(most, 1));
        END IF;
        gone := app.rows_counted(removal.counts) - gone;
        stage := CASE removal.state WHEN 'completed' THEN 'done' ELSE removal.stage END;
        UPDATE operations.removals r
        SET state = 'running', stage = removal.stage, reached = removal.reached, counts = removal.counts, failures = 0, error = NULL,
            started_at = coalesce(r.started_at, clock_timestamp()), updated_at = clock_timestamp()
        WHERE r.id = removal.id AND removal.state <> 'completed';
    EXCEPTION
        WHEN OTHERS THEN
            gone := 0;
            stage := 'failed';
            PERFORM app.put_removal_off(removal.id, SQLSTATE || ' ' || SQLERRM);
    END;
END
$$;

-- A step failed: the next try is a second later, and twice as long after each further failure, up to an hour. After five it counts as
-- failed, and goes on being tried.
CREATE OR REPLACE FUNCTION app.put_removal_off(removal uuid, what text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    UPDATE operations.removals r
    SET failures = r.failures + 1, error = left(what, 500), state = CASE WHEN r.failures >= 4 THEN 'failed' ELSE 'running' END,
        due_at = clock_timestamp() + least(2 ^ least(r.failures, 12), 3600) * interval '1 second', updated_at = clock_timestamp()
    WHERE r.id = removal AND r.state <> 'completed'
$$;

-- Notes a batch that is about to be deleted outside PostgreSQL; false if another one is under way.
CREATE OR REPLACE FUNCTION app.note_removal_elsewhere(removal uuid, batch jsonb) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    UPDATE operations.removals r
    SET under_way = batch, updated_at = clock_timestamp()
    WHERE r.id = removal AND r.stage = 'elsewhere' AND r.under_way IS NULL;
    RETURN FOUND;
END
$$;

-- The batch under way is deleted: its counts, {"bucket": {"objects": 3, "bytes": 4096}}, are added, once.
CREATE OR REPLACE FUNCTION app.count_removal_elsewhere(removal uuid) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    row_of operations.removals;
    added record;
BEGIN
    SELECT r.* INTO row_of FROM operations.removals r WHERE r.id = removal AND r.under_way IS NOT NULL FOR UPDATE;
    IF row_of.id IS NULL THEN
        RETURN;
    END IF;
    FOR added IN
        SELECT p.key AS kind_of_place, n.key AS place, n.value::bigint AS more
        FROM jsonb_each(row_of.under_way -> 'counts') p
        CROSS JOIN LATERAL jsonb_each_text(p.value) n
    LOOP
        row_of.counts := app.counted(row_of.counts, added.kind_of_place, added.place, added.more);
    END LOOP;
    UPDATE operations.removals r
    SET counts = row_of.counts, under_way = NULL, updated_at = clock_timestamp()
    WHERE r.id = removal;
END
$$;

-- Nothing is left outside PostgreSQL. A workspace's bucket is looked at once more when no link works any longer.
CREATE OR REPLACE FUNCTION app.leave_removal_elsewhere(removal uuid) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    UPDATE operations.removals r
    SET stage = CASE WHEN r.links_end_at <= clock_timestamp() THEN 'end' ELSE r.stage END,
        due_at = greatest(r.due_at, r.links_end_at), updated_at = clock_timestamp()
    WHERE r.id = removal AND r.stage = 'elsewhere' AND r.under_way IS NULL
$$;

-- Those that are not completed, counted up to `most`, and since when the oldest was to begin.
CREATE OR REPLACE FUNCTION app.open_removals(most bigint, OUT due bigint, OUT oldest timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT count(*), min(d.created_at)
    FROM (SELECT r.created_at FROM operations.removals r WHERE r.state <> 'completed' LIMIT most) d
$$;

-- What is asked for, once for each subject. A workspace's and a person's begin when nobody is believed any more who was let in before.
CREATE OR REPLACE FUNCTION app.add_removal(
    of_kind text, subject uuid, of_workspace uuid, asker uuid, counts jsonb DEFAULT '{}') RETURNS uuid
LANGUAGE sql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
    INSERT INTO operations.removals AS r
        (id, kind, subject_id, workspace_id, asked_by, counts, due_at, links_end_at, created_at, updated_at)
    SELECT app.id_at(floor(extract(epoch FROM n.at) * 4096000)::bigint), of_kind, subject, of_workspace, asker, counts,
           n.at + CASE of_kind WHEN 'project' THEN interval '0' ELSE interval '10 seconds' END,
           n.at + CASE of_kind WHEN 'workspace' THEN interval '16 minutes' ELSE interval '0' END, n.at, n.at
    FROM (SELECT clock_timestamp() AS at) n
    ON CONFLICT ON CONSTRAINT removals_one_of_a_subject DO UPDATE SET updated_at = r.updated_at
    RETURNING r.id
$$;

-- Has a project of the bound workspace removed, or that workspace itself. No row: there is no such subject; no id: it has another slug.
CREATE OR REPLACE FUNCTION app.begin_removal(of_kind text, subject uuid, its_slug text) RETURNS TABLE (id uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    place CONSTANT uuid := app.current_workspace();
    slug text;
BEGIN
    IF of_kind = 'workspace' THEN
        SELECT w.slug INTO slug FROM app.workspaces w WHERE w.id = place AND w.id = subject FOR UPDATE;
    ELSE
        SELECT p.slug INTO slug FROM app.projects p WHERE p.workspace_id = place AND p.id = subject FOR UPDATE;
    END IF;
    IF slug IS NULL THEN
        RETURN;
    END IF;
    IF slug <> its_slug THEN
        RETURN QUERY SELECT NULL::uuid;
        RETURN;
    END IF;
    IF of_kind = 'workspace' THEN
        UPDATE app.workspaces w SET removal_begun_at = now(), updated_at = now() WHERE w.id = place AND w.removal_begun_at IS NULL;
    ELSE
        UPDATE app.projects p
        SET deleted_at = coalesce(p.deleted_at, now()), purge_begun_at = now(), revision = p.revision + 1, updated_at = now()
        WHERE p.workspace_id = place AND p.id = subject AND p.purge_begun_at IS NULL;
    END IF;
    RETURN QUERY SELECT app.add_removal(of_kind, subject, place, app.current_person());
END
$$;

-- Has a person removed, who is out of all their workspaces at once and has nothing left to log in with. If they are some workspace's
-- last owner nothing is done, and those workspaces are named.
CREATE OR REPLACE FUNCTION app.begin_user_removal(person uuid, OUT id uuid, OUT owned text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    counts jsonb := '{}';
    gone bigint;
BEGIN
    PERFORM FROM app.workspaces w
    WHERE w.id IN (SELECT m.workspace_id FROM app.memberships m WHERE m.user_id = person)
    ORDER BY w.id
    FOR UPDATE;
    SELECT count(*) INTO gone FROM app.memberships m WHERE m.user_id = person;
    SELECT string_agg(l.workspace_slug, ', ') INTO owned FROM app.leave_workspaces(person) l;
    IF owned IS NOT NULL THEN
        RETURN;
    END IF;
    counts := app.counted(counts, 'tables', 'memberships', gone);
    DELETE FROM app.user_passwords p WHERE p.user_id = person;
    GET DIAGNOSTICS gone = ROW_COUNT;
    counts := app.counted(counts, 'tables', 'user_passwords', gone);
    DELETE FROM app.user_tokens t WHERE t.user_id = person;
    GET DIAGNOSTICS gone = ROW_COUNT;
    counts := app.counted(counts, 'tables', 'user_tokens', gone);
    id := app.add_removal('user', person, NULL, person, counts);
END
$$;

-- Those of the bound workspace, newest first.
CREATE OR REPLACE FUNCTION app.list_removals(before uuid, page_rows integer)
RETURNS TABLE (
    id uuid, kind text, subject_id uuid, state text, counts text, receipt text, receipt_sha256 text,
    started_at timestamptz, finished_at timestamptz, created_at timestamptz, updated_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT r.id, r.kind, r.subject_id, r.state, r.counts::text, r.receipt::text, encode(r.receipt_sha256, 'hex'),
           r.started_at, r.finished_at, r.created_at, r.updated_at
    FROM operations.removals r
    WHERE r.workspace_id = app.current_workspace() AND (before IS NULL OR r.id < before)
    ORDER BY r.id DESC
    LIMIT page_rows;
END
$$;

-- Whoever knows the id may see it.
CREATE OR REPLACE FUNCTION app.find_removal(removal uuid)
RETURNS TABLE (
    id uuid, kind text, subject_id uuid, state text, counts text, receipt text, receipt_sha256 text,
    started_at timestamptz, finished_at timestamptz, created_at timestamptz, updated_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT r.id, r.kind, r.subject_id, r.state, r.counts::text, r.receipt::text, encode(r.receipt_sha256, 'hex'),
           r.started_at, r.finished_at, r.created_at, r.updated_at
    FROM operations.removals r
    WHERE r.id = removal
$$;

-- For operators: those of the whole installation, newest first.
CREATE OR REPLACE FUNCTION operations.list_removals(of_state text, before uuid, page_rows integer)
RETURNS TABLE (
    id uuid, kind text, subject_id uuid, workspace_id uuid, state text, counts text, failures integer, error text,
    due_at timestamptz, receipt text, receipt_sha256 text, started_at timestamptz, finished_at timestamptz,
    created_at timestamptz, updated_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM app.require_operator();
    RETURN QUERY
    SELECT r.id, r.kind, r.subject_id, r.workspace_id, r.state, r.counts::text, r.failures, r.error, r.due_at, r.receipt::text,
           encode(r.receipt_sha256, 'hex'), r.started_at, r.finished_at, r.created_at, r.updated_at
    FROM operations.removals r
    WHERE (of_state IS NULL OR r.state = of_state) AND (before IS NULL OR r.id < before)
    ORDER BY r.id DESC
    LIMIT page_rows;
END
$$;

-- Whether a project of the bound workspace is being removed for good.
CREATE OR REPLACE FUNCTION app.is_being_removed(project uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM operations.removals r
        WHERE r.kind = 'project' AND r.subject_id = project AND r.workspace_id = app.current_workspace() AND r.state <> 'completed');
END
$$;

GRANT EXECUTE ON FUNCTION app.is_being_removed(uuid), operations.list_removals(text, uuid, integer) TO statehouse_app;
GRANT EXECUTE ON FUNCTION
    app.begin_removal(text, uuid, text), app.begin_user_removal(uuid), app.list_removals(uuid, integer), app.find_removal(uuid)
    TO statehouse_identity;
GRANT EXECUTE ON FUNCTION
    app.take_removal_step(integer),
    app.put_removal_off(uuid, text),
    app.note_removal_elsewhere(uuid, jsonb),
    app.count_removal_elsewhere(uuid),
    app.leave_removal_elsewhere(uuid),
    app.open_removals(bigint)
    TO statehouse_cleanup;
