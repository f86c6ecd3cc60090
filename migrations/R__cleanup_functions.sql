-- What the cleanup deletes of all workspaces and people. SECURITY DEFINER, because row security binds a statement to one
-- workspace; nobody but the cleanup may call these, and it may do nothing else.
--
-- Each takes one batch, the oldest first, in the order of an index: the plans must not depend on statistics, so what could take
-- another way is switched off. How long rows must have been over is an argument, but not the time itself: that is this database's,
-- so that no clock that runs ahead elsewhere makes anything go before its time. A row that somebody holds is stepped over; one
-- that was renewed or restored a moment ago is looked at again under its lock, and stays.
--
-- A row that is locked is deleted where it lies (ctid), not looked up by its key: of a large table, the page of an index that the
-- key of an old row is on comes from the disk, and the batch's other rows are held meanwhile. The key is compared all the same, for
-- a place alone would name one row in each partition of a table that had some.
--
-- `after` is the time that the batch before reached. Index entries of what is gone stay until VACUUM may take them, which a long
-- snapshot (a dump) puts off: from the beginning, each batch would step over those of all batches before it.

CREATE OR REPLACE FUNCTION app.over_since(kept interval) RETURNS timestamptz
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF kept IS NULL OR kept < '0' THEN
        RAISE EXCEPTION 'nothing goes before its time' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    RETURN now() - kept;
END
$$;

-- The sessions that are gone, for Redis to forget them too. They leave no entry in their person's log: that tells of each when it
-- was opened, until when at most, and whether it was ended before; nobody does anything when its time is over.
CREATE OR REPLACE FUNCTION app.sweep_user_sessions(kept interval, after timestamptz, most integer)
RETURNS TABLE (user_id uuid, id uuid, expires_at timestamptz)
LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_sort = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
    WITH due AS MATERIALIZED (
        SELECT s.ctid, s.id
        FROM app.user_sessions s
        WHERE s.expires_at <= app.over_since(kept) AND s.expires_at >= coalesce(after, '-infinity')
        ORDER BY s.expires_at
        LIMIT most
        FOR UPDATE SKIP LOCKED
    )
    DELETE FROM app.user_sessions s
    USING due
    WHERE s.ctid = due.ctid AND s.id = due.id
    RETURNING s.user_id, s.id, s.expires_at
$$;

CREATE OR REPLACE FUNCTION app.sweep_user_tokens(
    kept interval, after timestamptz, most integer, OUT deleted integer, OUT reached timestamptz)
LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_sort = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
    WITH due AS MATERIALIZED (
        SELECT t.ctid, t.id
        FROM app.user_tokens t
        WHERE t.expires_at <= app.over_since(kept) AND t.expires_at >= coalesce(after, '-infinity')
        ORDER BY t.expires_at
        LIMIT most
        FOR UPDATE SKIP LOCKED
    ), gone AS (
        DELETE FROM app.user_tokens t
        USING due
        WHERE t.ctid = due.ctid AND t.id = due.id
        RETURNING t.expires_at
    )
    SELECT count(*)::integer, max(expires_at) FROM gone
$$;

CREATE OR REPLACE FUNCTION app.sweep_user_registrations(
    kept interval, after timestamptz, most integer, OUT deleted integer, OUT reached timestamptz)
LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_sort = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
    WITH due AS MATERIALIZED (
        SELECT r.ctid, r.id
        FROM app.user_registrations r
        WHERE r.expires_at <= app.over_since(kept) AND r.expires_at >= coalesce(after, '-infinity')
        ORDER BY r.expires_at
        LIMIT most
        FOR UPDATE SKIP LOCKED
    ), gone AS (
        DELETE FROM app.user_registrations r
        USING due
        WHERE r.ctid = due.ctid AND r.id = due.id
        RETURNING r.expires_at
    )
    SELECT count(*)::integer, max(expires_at) FROM gone
$$;

-- Whether accepted, revoked or neither: what came of it is in the audit log, which also tells that it is gone.
CREATE OR REPLACE FUNCTION app.sweep_invitations(
    kept interval, after timestamptz, most integer, OUT deleted integer, OUT reached timestamptz)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_sort = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
DECLARE
    told app.audit_change[];
BEGIN
    WITH due AS MATERIALIZED (
        SELECT i.ctid, i.workspace_id, i.id
        FROM app.invitations i
        WHERE i.expires_at <= app.over_since(kept) AND i.expires_at >= coalesce(after, '-infinity')
        ORDER BY i.expires_at
        LIMIT most
        FOR UPDATE SKIP LOCKED
    ), gone AS (
        DELETE FROM app.invitations i
        USING due
        WHERE i.ctid = due.ctid AND i.workspace_id = due.workspace_id AND i.id = due.id
        RETURNING i.workspace_id, i.id, i.expires_at
    )
    SELECT count(*), max(g.expires_at),
           array_agg(ROW(g.workspace_id, 'purge', 'invitations', g.id, NULL, NULL, NULL, 'workspace')::app.audit_change)
    INTO deleted, reached, told
    FROM gone g;
    IF deleted > 0 THEN
        PERFORM app.append_audit_entries(told);
    END IF;
END
$$;

-- A key that a request is using has its lock (IdempotencyKeys.lock), and stays. The locks taken here are as many as the batch has
-- rows, out of a table that all sessions share: no more than a thousand.
CREATE OR REPLACE FUNCTION app.sweep_idempotency_keys(
    kept interval, after timestamptz, most integer, OUT looked integer, OUT deleted integer, OUT reached timestamptz)
LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_sort = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
    WITH due AS MATERIALIZED (
        SELECT k.ctid, k.workspace_id, k.caller_id, k.key, k.created_at
        FROM app.idempotency_keys k
        WHERE k.created_at <= app.over_since(kept) AND k.created_at >= coalesce(after, '-infinity')
        ORDER BY k.created_at
        LIMIT least(most, 1000)
        FOR UPDATE SKIP LOCKED
    ), free AS MATERIALIZED (
        SELECT d.ctid AS place, d.workspace_id, d.caller_id, d.key
        FROM due d
        WHERE pg_try_advisory_xact_lock(hashtextextended(d.workspace_id || '/' || d.caller_id || '/' || d.key, 0))
    ), gone AS (
        DELETE FROM app.idempotency_keys k
        USING free
        WHERE k.ctid = free.place AND k.workspace_id = free.workspace_id AND k.caller_id = free.caller_id AND k.key = free.key
        RETURNING 1
    )
    SELECT (SELECT count(*) FROM due)::integer, (SELECT count(*) FROM gone)::integer, (SELECT max(created_at) FROM due)
$$;

-- What was left out of the audit log, told by it at last: one entry of each credential, for no further refusal of it came that
-- would have told. Whoever is counted meanwhile finds another row, and this waits for nobody but the logs' newest links.
CREATE OR REPLACE FUNCTION app.sweep_omitted_refusals(
    kept interval, after timestamptz, most integer, OUT deleted integer, OUT reached timestamptz)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_sort = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
DECLARE
    told record;
BEGIN
    deleted := 0;
    FOR told IN
        WITH due AS MATERIALIZED (
            SELECT o.ctid, o.workspace_id, o.id
            FROM app.omitted_refusals o
            WHERE o.created_at <= app.over_since(kept) AND o.created_at >= coalesce(after, '-infinity')
            ORDER BY o.created_at
            LIMIT most
            FOR UPDATE SKIP LOCKED
        ), gone AS (
            DELETE FROM app.omitted_refusals o
            USING due
            WHERE o.ctid = due.ctid AND o.workspace_id = due.workspace_id AND o.id = due.id
            RETURNING o.*
        )
        SELECT workspace_id, person_id, via, credential_id, count(*) AS counted, sum(refusals) AS omitted,
               min(created_at) AS since, max(created_at) AS latest
        FROM gone
        GROUP BY workspace_id, person_id, via, credential_id
    LOOP
        deleted := deleted + told.counted;
        reached := greatest(reached, told.latest);
        PERFORM app.enter_workspace(told.workspace_id, told.person_id, concat(told.via, ' ', told.credential_id, '  '));
        PERFORM app.record_event('refuse', 'operations', '*', app.omitted_details(told.omitted, told.since));
    END LOOP;
    PERFORM app.enter_outside(NULL, NULL);
END
$$;

-- Deletes pieces of a card, and what other cards' versions say of including it, which was without effect since it was deleted.
-- Returns for how many rows there is room left; none if there may be more. A long text counts as the rows that it is stored in,
-- ten of which cost what another row does.
CREATE OR REPLACE FUNCTION app.purge_pieces_of_card(of_workspace uuid, of_card uuid, room integer) RETURNS integer
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    gone integer;
    version record;
BEGIN
    DELETE FROM app.prompt_label_moves m
    USING (SELECT o.id FROM app.prompt_label_moves o
           WHERE o.workspace_id = of_workspace AND o.card_id = of_card
           ORDER BY o.label, o.id DESC LIMIT room) AS few
    WHERE m.workspace_id = of_workspace AND m.id = few.id;
    GET DIAGNOSTICS gone = ROW_COUNT;
    room := room - gone;

    DELETE FROM app.prompt_labels l
    USING (SELECT o.name FROM app.prompt_labels o
           WHERE o.workspace_id = of_workspace AND o.card_id = of_card
           ORDER BY o.name LIMIT greatest(room, 0)) AS few
    WHERE l.workspace_id = of_workspace AND l.card_id = of_card AND l.name = few.name;
    GET DIAGNOSTICS gone = ROW_COUNT;
    room := room - gone;

    DELETE FROM app.prompt_includes i
    USING (SELECT o.version_id, o.label FROM app.prompt_includes o
           WHERE o.workspace_id = of_workspace AND o.included_card_id = of_card LIMIT greatest(room, 0)) AS few
    WHERE i.workspace_id = of_workspace AND i.version_id = few.version_id AND i.included_card_id = of_card
      AND i.label = few.label;
    GET DIAGNOSTICS gone = ROW_COUNT;
    room := room - gone;

    FOR version IN
        SELECT v.id, pg_column_size(v.template) + coalesce(pg_column_size(v.system_prompt), 0) AS bytes
        FROM app.prompt_versions v
        WHERE v.workspace_id = of_workspace AND v.card_id = of_card
        ORDER BY v.number
        LIMIT greatest(room, 0)
    LOOP
        DELETE FROM app.prompt_includes i WHERE i.workspace_id = of_workspace AND i.version_id = version.id;
        GET DIAGNOSTICS gone = ROW_COUNT;
        DELETE FROM app.prompt_versions v WHERE v.workspace_id = of_workspace AND v.id = version.id;
        room := room - gone - 1 - version.bytes / 20000;
        EXIT WHEN room <= 0;
    END LOOP;
    RETURN greatest(room, 0);
END
$$;

-- `most` counts rows, pieces too. A card that has more of them is taken apart by several batches; nobody sees it any more.
CREATE OR REPLACE FUNCTION app.purge_prompt_cards(
    kept interval, after timestamptz, most integer, OUT deleted integer, OUT reached timestamptz, OUT more boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_sort = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
DECLARE
    card record;
    room integer := most;
    told app.audit_change[] := '{}';
BEGIN
    deleted := 0;
    more := false;
    FOR card IN
        SELECT c.workspace_id, c.id, c.deleted_at, c.last_version, c.owner_id, c.visibility
        FROM app.prompt_cards c
        WHERE c.deleted_at <= app.over_since(kept) AND c.deleted_at >= coalesce(after, '-infinity')
        ORDER BY c.deleted_at
        FOR UPDATE SKIP LOCKED
    LOOP
        -- A card is begun in a batch that can end it, but for one that no batch could: to be marked costs it what to be indexed does.
        IF room <= 0 OR (deleted > 0 AND room <= card.last_version + 1) THEN
            more := true;
            EXIT;
        END IF;
        reached := card.deleted_at;
        room := app.purge_pieces_of_card(card.workspace_id, card.id, room);
        IF room <= 0 THEN
            more := true;
            UPDATE app.prompt_cards c SET purge_begun_at = now()
            WHERE c.workspace_id = card.workspace_id AND c.id = card.id AND c.purge_begun_at IS NULL;
            EXIT;
        END IF;
        DELETE FROM app.prompt_cards c WHERE c.workspace_id = card.workspace_id AND c.id = card.id;
        room := room - 1;
        deleted := deleted + 1;
        told := told || ROW(
            card.workspace_id, 'purge', 'prompt_cards', card.id, NULL, jsonb_build_object('versions', card.last_version),
            CASE card.visibility WHEN 'private' THEN card.owner_id END, card.visibility)::app.audit_change;
    END LOOP;
    IF deleted > 0 THEN
        PERFORM app.append_audit_entries(told);
    END IF;
END
$$;

-- Rows that were deleted, of a table whose rows have no pieces, or none but a few that go with them: the slugs of a profile.
CREATE OR REPLACE FUNCTION app.purge_deleted_rows(
    relation text, kept interval, after timestamptz, most integer, OUT deleted integer, OUT reached timestamptz)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_sort = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
DECLARE
    told app.audit_change[];
BEGIN
    IF relation NOT IN ('budgets', 'experiences', 'issues', 'model_preferences', 'model_prices', 'profiles', 'skills', 'style_guides',
                        'vectors') THEN
        RAISE EXCEPTION 'nothing of % is purged', relation USING ERRCODE = 'invalid_parameter_value';
    END IF;
    EXECUTE format(
        'WITH due AS MATERIALIZED (
             SELECT r.ctid, r.workspace_id, r.id
             FROM app.%1$I r
             WHERE r.deleted_at <= $1 AND r.deleted_at >= $2
             ORDER BY r.deleted_at
             LIMIT $3
             FOR UPDATE SKIP LOCKED
         ), gone AS (
             DELETE FROM app.%1$I r
             USING due
             WHERE r.ctid = due.ctid AND r.workspace_id = due.workspace_id AND r.id = due.id
             RETURNING r.workspace_id, r.id, r.deleted_at%2$s
         )
         SELECT count(*), max(g.deleted_at),
                array_agg(ROW(g.workspace_id, ''purge'', %1$L, g.id, NULL, NULL, %3$s)::app.audit_change)
         FROM gone g %4$s',
        relation,
        -- Of these alone some are private.
        CASE relation WHEN 'vectors' THEN ', r.conversation_id, r.owner_id, r.visibility' ELSE '' END,
        CASE relation
            WHEN 'vectors' THEN 'CASE coalesce(c.visibility, g.visibility) WHEN ''private'' THEN coalesce(c.owner_id, g.owner_id) END,
                                 coalesce(c.visibility, g.visibility)'
            ELSE 'NULL, ''workspace''' END,
        CASE relation
            WHEN 'vectors' THEN 'LEFT JOIN app.conversations c ON c.workspace_id = g.workspace_id AND c.id = g.conversation_id'
            ELSE '' END)
    INTO deleted, reached, told
    USING app.over_since(kept), coalesce(after, '-infinity'), most;
    IF deleted > 0 THEN
        PERFORM app.append_audit_entries(told);
    END IF;
END
$$;

-- Takes rows out of a project, which is told of each. Returns for how many rows there is room left. Rows without an owner are the
-- workspace's.
CREATE OR REPLACE FUNCTION app.take_out_of_project(
    relation name, owned boolean, touched boolean, of_workspace uuid, of_project uuid, room integer) RETURNS integer
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    gone integer;
    told app.audit_change[];
BEGIN
    EXECUTE format($statement$
        WITH few AS MATERIALIZED (
            SELECT o.id FROM app.%1$I o
            WHERE o.workspace_id = $1 AND o.project_id = $2
            LIMIT greatest($3, 0)
            FOR NO KEY UPDATE SKIP LOCKED
        ), taken AS (
            UPDATE app.%1$I r
            SET project_id = NULL, revision = r.revision + 1, updated_at = CASE WHEN $4 THEN now() ELSE r.updated_at END
            FROM few
            WHERE r.workspace_id = $1 AND r.id = few.id
            RETURNING r.id, %2$s
        )
        SELECT count(*), array_agg(ROW(
            $1, 'update', %1$L, t.id, jsonb_build_object('project_id', $2), jsonb_build_object('project_id', NULL),
            CASE t.visibility WHEN 'private' THEN t.owner_id END, t.visibility)::app.audit_change)
        FROM taken t
        $statement$,
        relation,
        CASE WHEN owned THEN 'r.owner_id, r.visibility' ELSE 'NULL::uuid AS owner_id, ''workspace''::text AS visibility' END)
    INTO gone, told
    USING of_workspace, of_project, room, touched;
    IF gone > 0 THEN
        PERFORM app.append_audit_entries(told);
    END IF;
    RETURN greatest(room - gone, 0);
END
$$;

-- Projects that were not restored in time are removed as if somebody had asked for it (R__removal_functions.sql): this begins it.
CREATE OR REPLACE FUNCTION app.purge_projects(
    kept interval, after timestamptz, most integer, OUT deleted integer, OUT reached timestamptz, OUT more boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_sort = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
BEGIN
    WITH due AS MATERIALIZED (
        SELECT p.workspace_id, p.id
        FROM app.projects p
        WHERE p.deleted_at <= app.over_since(kept) AND p.deleted_at >= coalesce(after, '-infinity')
          AND NOT EXISTS (SELECT FROM operations.removals r WHERE r.subject_id = p.id AND r.kind = 'project')
        ORDER BY p.deleted_at
        LIMIT most
        FOR UPDATE SKIP LOCKED
    ), begun AS (
        UPDATE app.projects p SET purge_begun_at = coalesce(p.purge_begun_at, now())
        FROM due
        WHERE p.workspace_id = due.workspace_id AND p.id = due.id
        RETURNING p.deleted_at, app.add_removal('project', p.id, p.workspace_id, NULL) AS removal
    )
    SELECT count(b.removal), max(b.deleted_at) INTO deleted, reached FROM begun b;
    more := deleted = most;
END
$$;

-- Deletes what an identity has. Returns for how many rows there is room left; none if there may be more. A profile's slugs, a
-- hundred at most, go with it and are not counted.
CREATE OR REPLACE FUNCTION app.purge_pieces_of_identity(of_workspace uuid, of_identity uuid, room integer) RETURNS integer
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    gone integer;
BEGIN
    DELETE FROM app.profiles p
    USING (SELECT o.id FROM app.profiles o
           WHERE o.workspace_id = of_workspace AND o.identity_id = of_identity
           LIMIT room) AS few
    WHERE p.workspace_id = of_workspace AND p.id = few.id;
    GET DIAGNOSTICS gone = ROW_COUNT;
    room := room - gone;

    DELETE FROM app.experiences e
    USING (SELECT o.id FROM app.experiences o
           WHERE o.workspace_id = of_workspace AND o.identity_id = of_identity
           LIMIT greatest(room, 0)) AS few
    WHERE e.workspace_id = of_workspace AND e.id = few.id;
    GET DIAGNOSTICS gone = ROW_COUNT;
    room := room - gone;

    DELETE FROM app.skills s
    USING (SELECT o.id FROM app.skills o
           WHERE o.workspace_id = of_workspace AND o.identity_id = of_identity
           LIMIT greatest(room, 0)) AS few
    WHERE s.workspace_id = of_workspace AND s.id = few.id;
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN greatest(room - gone, 0);
END
$$;

-- Tells the worker to remove files from the bucket, a job for each hundred of a workspace. It is the transaction that deletes their
-- rows that tells it: a file is neither forgotten nor removed too early.
CREATE OR REPLACE FUNCTION app.remove_knowledge_files(workspaces uuid[], uploads uuid[]) RETURNS void
LANGUAGE sql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
    INSERT INTO app.jobs (workspace_id, id, kind, payload, priority, run_at, max_attempts)
    SELECT p.workspace_id,
           app.id_at(floor(extract(epoch FROM clock_timestamp()) * 4096000)::bigint + row_number() OVER (ORDER BY p.workspace_id, p.part)),
           'knowledge-file-removal', jsonb_build_object('uploadIds', p.ids), 3, clock_timestamp(), 20
    FROM (
        SELECT f.workspace_id, f.part, jsonb_agg(f.id) AS ids
        FROM (
            SELECT u.workspace_id, u.id, (row_number() OVER (PARTITION BY u.workspace_id ORDER BY u.id) - 1) / 100 AS part
            FROM unnest(workspaces, uploads) AS u (workspace_id, id)
        ) f
        GROUP BY f.workspace_id, f.part
    ) p
$$;

-- Files that were announced and never taken by their entry, and those whose place others took.
CREATE OR REPLACE FUNCTION app.sweep_knowledge_uploads(
    kept interval, after timestamptz, most integer, OUT deleted integer, OUT reached timestamptz)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_sort = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
DECLARE
    workspaces uuid[];
    uploads uuid[];
BEGIN
    WITH due AS MATERIALIZED (
        SELECT u.ctid, u.workspace_id, u.id
        FROM app.knowledge_uploads u
        WHERE u.expires_at <= app.over_since(kept) AND u.expires_at >= coalesce(after, '-infinity')
        ORDER BY u.expires_at
        LIMIT most
        FOR UPDATE SKIP LOCKED
    ), gone AS (
        DELETE FROM app.knowledge_uploads u
        USING due
        WHERE u.ctid = due.ctid AND u.workspace_id = due.workspace_id AND u.id = due.id
        RETURNING u.workspace_id, u.id, u.expires_at
    )
    SELECT count(*), max(g.expires_at), array_agg(g.workspace_id), array_agg(g.id)
    INTO deleted, reached, workspaces, uploads
    FROM gone g;
    IF deleted > 0 THEN
        PERFORM app.remove_knowledge_files(workspaces, uploads);
    END IF;
END
$$;

-- Deletes what an entry has. Returns for how many rows there is room left; none if there may be more. A long text counts as the rows
-- that it is stored in, ten of which cost what another row does.
CREATE OR REPLACE FUNCTION app.purge_pieces_of_knowledge(of_workspace uuid, of_entry uuid, room integer) RETURNS integer
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    gone integer;
    uploads uuid[];
    bytes bigint;
BEGIN
    DELETE FROM app.knowledge_pieces p
    USING (SELECT o.id FROM app.knowledge_pieces o
           WHERE o.workspace_id = of_workspace AND o.entry_id = of_entry
           ORDER BY o.number LIMIT room) AS few
    WHERE p.workspace_id = of_workspace AND p.id = few.id;
    GET DIAGNOSTICS gone = ROW_COUNT;
    room := room - gone;
    IF room <= 0 THEN
        RETURN 0;
    END IF;

    WITH texts AS (
        DELETE FROM app.knowledge_texts t
        WHERE t.workspace_id = of_workspace AND t.entry_id = of_entry
        RETURNING pg_column_size(t.content) AS size
    )
    SELECT count(*), coalesce(sum(size), 0) INTO gone, bytes FROM texts;
    room := room - gone - bytes / 20000;

    WITH files AS (
        DELETE FROM app.knowledge_uploads u
        WHERE u.workspace_id = of_workspace AND u.entry_id = of_entry
        RETURNING u.id
    )
    SELECT count(*), array_agg(id) INTO gone, uploads FROM files;
    IF gone > 0 THEN
        PERFORM app.remove_knowledge_files(array_fill(of_workspace, ARRAY[gone]), uploads);
    END IF;
    -- An entry has few texts and files: once they are gone, it can go with them.
    RETURN greatest(room - gone, 1);
END
$$;

-- Rows that were deleted, of a table whose rows have pieces, with all of these. `most` counts rows, pieces too. A row that has more of
-- them is taken apart by several batches; nobody sees it any more.
CREATE OR REPLACE FUNCTION app.purge_rows_with_pieces(
    relation text, kept interval, after timestamptz, most integer,
    OUT deleted integer, OUT reached timestamptz, OUT more boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_sort = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
DECLARE
    due record;
    room integer := most;
    told app.audit_change[] := '{}';
BEGIN
    IF relation NOT IN ('agent_runs', 'identities', 'knowledge_entries') THEN
        RAISE EXCEPTION 'nothing of % is purged with its pieces', relation USING ERRCODE = 'invalid_parameter_value';
    END IF;
    more := false;
    FOR due IN
        EXECUTE format(
            'SELECT r.workspace_id, r.id, r.deleted_at
             FROM app.%I r
             WHERE r.deleted_at <= $1 AND r.deleted_at >= $2
             ORDER BY r.deleted_at
             FOR UPDATE SKIP LOCKED', relation)
        USING app.over_since(kept), coalesce(after, '-infinity')
    LOOP
        IF room <= 0 THEN
            more := true;
            EXIT;
        END IF;
        reached := due.deleted_at;
        room := CASE relation
            WHEN 'agent_runs' THEN app.purge_pieces_of_run(due.workspace_id, due.id, room)
            WHEN 'identities' THEN app.purge_pieces_of_identity(due.workspace_id, due.id, room)
            WHEN 'knowledge_entries' THEN app.purge_pieces_of_knowledge(due.workspace_id, due.id, room) END;
        IF room <= 0 THEN
            more := true;
            EXECUTE format(
                'UPDATE app.%I r SET purge_begun_at = now()
                 WHERE r.workspace_id = $1 AND r.id = $2 AND r.purge_begun_at IS NULL', relation)
            USING due.workspace_id, due.id;
            EXIT;
        END IF;
        room := room - 1;
        told := told || ROW(due.workspace_id, 'purge', relation, due.id, NULL, NULL, NULL, 'workspace')::app.audit_change;
    END LOOP;
    deleted := cardinality(told);
    IF deleted > 0 THEN
        -- All at once, for a statement that is made of a name is planned each time.
        EXECUTE format(
            'DELETE FROM app.%I r
             USING unnest($1) t
             WHERE r.workspace_id = t.workspace_id AND r.id = CAST(t.row_id AS uuid)', relation)
        USING told;
        PERFORM app.append_audit_entries(told);
    END IF;
END
$$;

-- Takes a conversation apart that the caller holds, and tells of it in the log. Returns for how many rows there is room left; none if
-- there may be more of it: then nobody sees it any more, and it can't be restored. What forks show of it stays, and so does its row,
-- until the last of them is gone. A long text counts as the rows that it is stored in, ten of which cost what another row does.
CREATE OR REPLACE FUNCTION app.purge_conversation(of_workspace uuid, of_conversation uuid, room integer) RETURNS integer
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    -- The last message that a fork shows.
    kept CONSTANT integer := (
        SELECT max(s.last_seq) FROM app.conversation_segments s
        WHERE s.workspace_id = of_workspace AND s.source_id = of_conversation);
    gone integer;
    piece record;
    conversation record;
BEGIN
    -- No fork shows any of them.
    DELETE FROM app.vectors v
    USING (SELECT o.id FROM app.vectors o
           WHERE o.workspace_id = of_workspace AND o.conversation_id = of_conversation
           ORDER BY o.id
           LIMIT room) AS few
    WHERE v.workspace_id = of_workspace AND v.id = few.id;
    GET DIAGNOSTICS gone = ROW_COUNT;
    room := room - gone;
    FOR piece IN
        SELECT r.id, pg_column_size(r.content) AS bytes
        FROM app.message_revisions r
        WHERE r.workspace_id = of_workspace AND r.conversation_id = of_conversation AND r.seq > coalesce(kept, 0)
        ORDER BY r.seq, r.number
        LIMIT room
    LOOP
        DELETE FROM app.message_revisions r WHERE r.workspace_id = of_workspace AND r.id = piece.id;
        room := room - 1 - piece.bytes / 20000;
        EXIT WHEN room <= 0;
    END LOOP;
    FOR piece IN
        SELECT m.id, pg_column_size(m.content) AS bytes
        FROM app.messages m
        WHERE m.workspace_id = of_workspace AND m.conversation_id = of_conversation AND m.seq > coalesce(kept, 0)
        ORDER BY m.seq
        LIMIT greatest(room, 0)
    LOOP
        DELETE FROM app.messages m WHERE m.workspace_id = of_workspace AND m.id = piece.id;
        room := room - 1 - piece.bytes / 20000;
        EXIT WHEN room <= 0;
    END LOOP;
    IF room <= 0 THEN
        UPDATE app.conversations c
        SET purge_begun_at = coalesce(c.purge_begun_at, now()), deleted_at = coalesce(c.deleted_at, now())
        WHERE c.workspace_id = of_workspace AND c.id = of_conversation;
        RETURN 0;
    END IF;
    IF kept IS NOT NULL THEN
        UPDATE app.conversations c
        SET purge_begun_at = coalesce(c.purge_begun_at, now()), deleted_at = coalesce(c.deleted_at, now()), kept_for_forks = true,
            title = '', context = '{}', summary = NULL, summary_seq = NULL, summary_token_count = NULL
        WHERE c.workspace_id = of_workspace AND c.id = of_conversation
        RETURNING c.last_seq, c.forked_seq, c.owner_id, c.visibility INTO conversation;
    ELSE
        -- Where this was the last fork that kept another, that one is due again.
        FOR piece IN
            SELECT s.source_id FROM app.conversation_segments s
            WHERE s.workspace_id = of_workspace AND s.conversation_id = of_conversation
        LOOP
            UPDATE app.conversations c
            SET kept_for_forks = false
            WHERE c.workspace_id = of_workspace AND c.id = piece.source_id AND c.kept_for_forks
              AND NOT EXISTS (SELECT FROM app.conversation_segments s
                              WHERE s.workspace_id = of_workspace AND s.source_id = piece.source_id
                                AND s.conversation_id <> of_conversation);
        END LOOP;
        DELETE FROM app.conversation_segments s WHERE s.workspace_id = of_workspace AND s.conversation_id = of_conversation;
        DELETE FROM app.conversations c
        WHERE c.workspace_id = of_workspace AND c.id = of_conversation
        RETURNING c.last_seq, c.forked_seq, c.owner_id, c.visibility INTO conversation;
    END IF;
    PERFORM app.append_audit_entries(ARRAY[ROW(
        of_workspace, 'purge', 'conversations', of_conversation, NULL,
        jsonb_build_object('messages', conversation.last_seq - conversation.forked_seq, 'kept_for_forks', kept IS NOT NULL),
        CASE conversation.visibility WHEN 'private' THEN conversation.owner_id END, conversation.visibility)::app.audit_change]);
    -- One more than there is at most, so that it is known to be done.
    RETURN greatest(room - 1, 1);
END
$$;

-- Conversations that were deleted. `most` counts rows, messages too: one that has more of them is taken apart by several batches.
CREATE OR REPLACE FUNCTION app.purge_conversations(
    kept interval, after timestamptz, most integer, OUT deleted integer, OUT reached timestamptz, OUT more boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_sort = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
DECLARE
    conversation record;
    room integer := most;
BEGIN
    deleted := 0;
    more := false;
    FOR conversation IN
        SELECT c.workspace_id, c.id, c.deleted_at
        FROM app.conversations c
        WHERE c.deleted_at <= app.over_since(kept) AND c.deleted_at >= coalesce(after, '-infinity') AND NOT c.kept_for_forks
        ORDER BY c.deleted_at
        FOR UPDATE SKIP LOCKED
    LOOP
        IF room <= 0 THEN
            more := true;
            EXIT;
        END IF;
        reached := conversation.deleted_at;
        room := app.purge_conversation(conversation.workspace_id, conversation.id, room);
        IF room <= 0 THEN
            more := true;
            EXIT;
        END IF;
        deleted := deleted + 1;
    END LOOP;
END
$$;

-- Conversations that nobody touched for as long as their workspace keeps its history, workspace by workspace; `after` is the last
-- workspace that is done with, and so is `reached`. A workspace without a retention keeps its history for ever.
CREATE OR REPLACE FUNCTION app.purge_untouched_conversations(
    after uuid, most integer, OUT deleted integer, OUT reached uuid, OUT more boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_sort = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
DECLARE
    place record;
    conversation record;
    room integer := most;
    looked integer := 0;
BEGIN
    deleted := 0;
    more := true;
    reached := after;
    FOR place IN
        SELECT w.id, make_interval(days => w.history_retention_days) AS kept
        FROM app.workspaces w
        WHERE w.id > coalesce(after, '00000000-0000-0000-0000-000000000000') AND w.history_retention_days IS NOT NULL
        ORDER BY w.id
    LOOP
        FOR conversation IN
            SELECT c.id
            FROM app.conversations c
            WHERE c.workspace_id = place.id AND c.updated_at <= app.over_since(place.kept) AND NOT c.kept_for_forks
            ORDER BY c.updated_at
            FOR UPDATE SKIP LOCKED
        LOOP
            IF room > 0 THEN
                room := app.purge_conversation(place.id, conversation.id, room);
            END IF;
            IF room <= 0 THEN
                RETURN;
            END IF;
            deleted := deleted + 1;
        END LOOP;
        reached := place.id;
        looked := looked + 1;
        IF looked = 1000 THEN
            RETURN;
        END IF;
    END LOOP;
    more := false;
END
$$;

-- How many of these are due, counted up to `most`, and since when the oldest is. It changes and locks nothing.
CREATE OR REPLACE FUNCTION app.due_untouched_conversations(most bigint, OUT due bigint, OUT oldest timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
    SELECT count(*), min(d.since)
    FROM (SELECT c.updated_at + make_interval(days => w.history_retention_days) AS since
          FROM app.workspaces w
          JOIN app.conversations c ON c.workspace_id = w.id
          WHERE w.history_retention_days IS NOT NULL
            AND c.updated_at <= now() - make_interval(days => w.history_retention_days) AND NOT c.kept_for_forks
          LIMIT most) d
$$;

-- Likewise people whose accounts are deleted and whose removal was not begun then.
CREATE OR REPLACE FUNCTION app.purge_users(
    kept interval, after timestamptz, after_id uuid, most integer,
    OUT looked integer, OUT deleted integer, OUT reached timestamptz, OUT reached_id uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_sort = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
BEGIN
    WITH due AS MATERIALIZED (
        SELECT u.id, u.deleted_at
        FROM app.users u
        WHERE u.deleted_at <= app.over_since(kept)
          AND (u.deleted_at, u.id) > (coalesce(after, '-infinity'), coalesce(after_id, '00000000-0000-0000-0000-000000000000'))
          AND NOT EXISTS (SELECT FROM operations.removals r WHERE r.subject_id = u.id AND r.kind = 'user')
        ORDER BY u.deleted_at, u.id
        LIMIT most
        FOR UPDATE SKIP LOCKED
    ), begun AS MATERIALIZED (
        SELECT d.id, d.deleted_at, app.add_removal('user', d.id, NULL, NULL) AS removal FROM due d
    )
    SELECT count(*), count(b.removal), (array_agg(b.deleted_at))[count(*)], (array_agg(b.id))[count(*)]
    INTO looked, deleted, reached, reached_id
    FROM begun b;
END
$$;

DROP FUNCTION IF EXISTS app.refers_to_a_person();
DROP FUNCTION IF EXISTS app.purge_pieces_of_project(uuid, uuid, integer);
DROP FUNCTION IF EXISTS app.purge_identities(interval, timestamptz, integer);
DROP FUNCTION IF EXISTS app.purge_knowledge_entries(interval, timestamptz, integer);

-- How many rows of a table are due, counted up to `most`, and since when the oldest is. It changes and locks nothing.
CREATE OR REPLACE FUNCTION app.due_rows(relation text, kept interval, most bigint, OUT due bigint, OUT oldest timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_sort = off
AS $$
DECLARE
    since CONSTANT text := CASE
        WHEN relation IN ('user_sessions', 'user_tokens', 'user_registrations', 'invitations', 'knowledge_uploads') THEN 'expires_at'
        WHEN relation IN ('idempotency_keys', 'omitted_refusals') THEN 'created_at'
        WHEN relation IN ('agent_runs', 'budgets', 'conversations', 'experiences', 'identities', 'issues',
                          'knowledge_entries', 'model_preferences', 'model_prices', 'profiles', 'projects', 'prompt_cards', 'skills', 'style_guides', 'users',
                          'vectors') THEN 'deleted_at' END;
BEGIN
    IF since IS NULL THEN
        RAISE EXCEPTION 'nothing of % is cleaned up', relation USING ERRCODE = 'invalid_parameter_value';
    END IF;
    EXECUTE format(
        'SELECT count(*), min(d.since) FROM (SELECT u.%1$I AS since FROM app.%2$I u WHERE u.%1$I <= $1 %3$s ORDER BY u.%1$I LIMIT $2) d',
        since, relation,
        CASE relation
            -- A removal that has begun is counted as such.
            WHEN 'users' THEN
                'AND NOT EXISTS (SELECT FROM operations.removals o WHERE o.subject_id = u.id AND o.kind = ''user'')'
            WHEN 'projects' THEN
                'AND NOT EXISTS (SELECT FROM operations.removals o WHERE o.subject_id = u.id AND o.kind = ''project'')'
            -- What is left of one while forks show it.
            WHEN 'conversations' THEN 'AND NOT u.kept_for_forks'
            ELSE '' END)
    INTO due, oldest
    USING app.over_since(kept), most;
END
$$;

GRANT EXECUTE ON FUNCTION
    app.sweep_user_sessions(interval, timestamptz, integer),
    app.sweep_user_tokens(interval, timestamptz, integer),
    app.sweep_user_registrations(interval, timestamptz, integer),
    app.sweep_invitations(interval, timestamptz, integer),
    app.sweep_idempotency_keys(interval, timestamptz, integer),
    app.sweep_knowledge_uploads(interval, timestamptz, integer),
    app.sweep_omitted_refusals(interval, timestamptz, integer),
    app.purge_conversations(interval, timestamptz, integer),
    app.purge_untouched_conversations(uuid, integer),
    app.purge_deleted_rows(text, interval, timestamptz, integer),
    app.purge_projects(interval, timestamptz, integer),
    app.purge_prompt_cards(interval, timestamptz, integer),
    app.purge_rows_with_pieces(text, interval, timestamptz, integer),
    app.purge_users(interval, timestamptz, uuid, integer),
    app.due_rows(text, interval, bigint),
    app.due_untouched_conversations(bigint)
    TO statehouse_cleanup;
