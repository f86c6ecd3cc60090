-- What a conversation shows: its own messages and, of a fork, those of the conversations before it, as they were when it was forked.
-- SECURITY DEFINER, since a fork goes on showing what its reader could not read in the conversation that it is from. Each function
-- asks first whether the bound workspace and person may see the conversation that they name.

-- NULL unless it is there for whoever asks.
CREATE OR REPLACE FUNCTION app.visible_conversation(wanted uuid) RETURNS app.conversations
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    person CONSTANT uuid := app.current_person();
    found app.conversations;
BEGIN
    SELECT * INTO found
    FROM app.conversations c
    WHERE c.workspace_id = app.current_workspace() AND c.id = wanted AND c.deleted_at IS NULL AND c.purge_begun_at IS NULL
      AND (c.visibility = 'workspace' OR c.owner_id = person);
    RETURN found;
END
$$;

-- Whose messages it shows, from which number to which, and as of which change: its own come last, and are as they are.
CREATE OR REPLACE FUNCTION app.spans_of_conversation(of_workspace uuid, of_conversation uuid, forked_seq integer)
RETURNS TABLE (source_id uuid, first_seq integer, last_seq integer, as_of integer, inherited boolean)
LANGUAGE sql STABLE
AS $$
    SELECT s.source_id, s.first_seq, s.last_seq, s.as_of_change, true
    FROM app.conversation_segments s
    WHERE s.workspace_id = of_workspace AND s.conversation_id = of_conversation
    UNION ALL
    SELECT of_conversation, forked_seq + 1, 2147483647, 2147483646, false
$$;

-- The messages of one span that were not deleted then. Each is either what it still is, or one of its revisions. No search_path of its
-- own: so the planner takes it as part of the statement that calls it. All conditions stand outside the UNION: so that it reads both
-- tables in the order of seq, merges them, and reads no more rows than are wanted.
CREATE OR REPLACE FUNCTION app.messages_of_span(
    of_workspace uuid, of_conversation uuid, from_seq integer, to_seq integer, as_of integer)
RETURNS TABLE (
    id uuid, seq integer, role text, content text, metadata jsonb, token_count integer, pinned boolean, revision integer,
    created_at timestamptz, updated_at timestamptz)
LANGUAGE sql STABLE
AS $$
    SELECT v.id, v.seq, v.role, v.content, v.metadata, v.token_count, v.pinned, v.revision, v.created_at, v.updated_at
    FROM (
        SELECT m.workspace_id, m.conversation_id, m.id, m.seq, m.role, m.content, m.metadata, m.token_count, m.pinned, m.revision,
               m.created_at, m.updated_at, m.deleted_at, m.since_change, 2147483647 AS until_change
        FROM app.messages m
        UNION ALL
        SELECT r.workspace_id, r.conversation_id, r.message_id, r.seq, r.role, r.content, r.metadata, r.token_count, r.pinned,
               r.number, r.message_created_at, r.written_at, r.deleted_at, r.since_change, r.until_change
        FROM app.message_revisions r
    ) v
    WHERE v.workspace_id = of_workspace AND v.conversation_id = of_conversation AND v.seq >= from_seq AND v.seq <= to_seq
      AND v.since_change <= as_of AND v.until_change > as_of AND v.deleted_at IS NULL
$$;

-- The messages between two numbers, both excluded, from the lower or the upper end on. If there are more than `most`, or more than
-- `most_bytes` of content (a single message may have more), a last row without content says so.
CREATE OR REPLACE FUNCTION app.list_messages(
    wanted uuid, after_seq integer, before_seq integer, newest boolean, most integer, most_bytes bigint)
RETURNS TABLE (
    id uuid, seq integer, role text, content text, metadata jsonb, token_count integer, pinned boolean, inherited boolean,
    revision integer, created_at timestamptz, updated_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_bitmapscan = off
-- To compile a statement takes longer than to run it.
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    conversation CONSTANT app.conversations := app.visible_conversation(wanted);
    span record;
    shown integer := 0;
    bytes bigint := 0;
    message record;
    ordered refcursor;
BEGIN
    FOR span IN
        SELECT s.source_id, s.inherited, s.as_of, greatest(s.first_seq, after_seq + 1) AS low, least(s.last_seq, before_seq - 1) AS high
        FROM app.spans_of_conversation(conversation.workspace_id, conversation.id, conversation.forked_seq) s
        WHERE conversation.id IS NOT NULL AND s.last_seq > after_seq AND s.first_seq < before_seq
        ORDER BY CASE WHEN newest THEN - s.first_seq ELSE s.first_seq END
    LOOP
        IF newest THEN
            OPEN ordered FOR
                SELECT v.* FROM app.messages_of_span(conversation.workspace_id, span.source_id, span.low, span.high, span.as_of) v
                ORDER BY v.seq DESC LIMIT most - shown + 1;
        ELSE
            OPEN ordered FOR
                SELECT v.* FROM app.messages_of_span(conversation.workspace_id, span.source_id, span.low, span.high, span.as_of) v
                ORDER BY v.seq LIMIT most - shown + 1;
        END IF;
        LOOP
            FETCH ordered INTO message;
            EXIT WHEN NOT FOUND;
            bytes := bytes + octet_length(message.content);
            id := message.id;
            seq := message.seq;
            IF shown = most OR (shown > 0 AND bytes > most_bytes) THEN
                content := NULL;
                RETURN NEXT;
                RETURN;
            END IF;
            role := message.role;
            content := message.content;
            metadata := message.metadata;
            token_count := message.token_count;
            pinned := message.pinned;
            inherited := span.inherited;
            revision := message.revision;
            created_at := message.created_at;
            updated_at := message.updated_at;
            RETURN NEXT;
            shown := shown + 1;
        END LOOP;
        CLOSE ordered;
    END LOOP;
END
$$;

-- What of a conversation is to be sent to a model, in at most so many tokens, messages and bytes: its system messages and the pinned
-- ones, then the newest without a gap; and in place of what is left out the summary, if there is one and it fits. `part` tells the
-- rows apart: one 'left' (what is left out: how many messages, of how many tokens, from which number to which; `token_count` is that
-- of what is not), at most one 'summary', and the messages in their order. Until it is known what fits no content is read.
CREATE OR REPLACE FUNCTION app.conversation_context(wanted uuid, budget integer, most integer, most_bytes bigint)
RETURNS TABLE (
    part text, id uuid, seq integer, role text, content text, metadata jsonb, token_count integer, pinned boolean, inherited boolean,
    revision integer, created_at timestamptz, updated_at timestamptz,
    left_messages integer, left_tokens bigint, left_first integer, left_last integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_bitmapscan = off
-- To compile a statement takes longer than to run it.
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    conversation CONSTANT app.conversations := app.visible_conversation(wanted);
    fixed integer[] := '{}';
    fixed_tokens integer := 0;
    fixed_bytes bigint := 0;
    summed boolean := false;
    messages integer;
    tokens integer;
    bytes bigint;
    -- Everything after this one is in.
    cut integer;
    span record;
    message record;
BEGIN
    IF conversation.id IS NULL THEN
        RETURN;
    END IF;
    FOR message IN
        SELECT v.seq, v.token_count, octet_length(v.content) AS bytes
        FROM app.spans_of_conversation(conversation.workspace_id, conversation.id, conversation.forked_seq) s
        CROSS JOIN LATERAL app.messages_of_span(conversation.workspace_id, s.source_id, s.first_seq, s.last_seq, s.as_of) v
        WHERE v.pinned OR v.role = 'system'
        ORDER BY v.role <> 'system', CASE v.role WHEN 'system' THEN v.seq ELSE - v.seq END
    LOOP
        EXIT WHEN fixed_tokens + message.token_count > budget OR cardinality(fixed) = most
               OR fixed_bytes + message.bytes > most_bytes;
        fixed := fixed || message.seq;
        fixed_tokens := fixed_tokens + message.token_count;
        fixed_bytes := fixed_bytes + message.bytes;
    END LOOP;

    -- Once more with room for the summary, if the first time leaves something out that it may stand for.
    LOOP
        messages := cardinality(fixed);
        tokens := fixed_tokens + CASE WHEN summed THEN conversation.summary_token_count ELSE 0 END;
        bytes := fixed_bytes + CASE WHEN summed THEN octet_length(conversation.summary) ELSE 0 END;
        cut := 0;
        <<newest_first>>
        FOR span IN
            SELECT s.* FROM app.spans_of_conversation(conversation.workspace_id, conversation.id, conversation.forked_seq) s
            ORDER BY s.first_seq DESC
        LOOP
            FOR message IN
                SELECT v.seq, v.token_count, octet_length(v.content) AS bytes
                FROM app.messages_of_span(conversation.workspace_id, span.source_id, span.first_seq, span.last_seq, span.as_of) v
                ORDER BY v.seq DESC
            LOOP
                CONTINUE WHEN message.seq = ANY (fixed);
                IF tokens + message.token_count > budget OR messages = most OR bytes + message.bytes > most_bytes THEN
                    cut := message.seq;
                    EXIT newest_first;
                END IF;
                messages := messages + 1;
                tokens := tokens + message.token_count;
                bytes := bytes + message.bytes;
            END LOOP;
        END LOOP;
        EXIT WHEN summed OR cut = 0 OR conversation.summary IS NULL
               OR fixed_tokens + conversation.summary_token_count > budget
               OR fixed_bytes + octet_length(conversation.summary) > most_bytes;
        summed := true;
    END LOOP;

    part := 'left';
    token_count := tokens;
    left_messages := conversation.message_count - messages;
    left_tokens := conversation.token_count - tokens + CASE WHEN summed THEN conversation.summary_token_count ELSE 0 END;
    left_last := nullif(cut, 0);
    IF cut > 0 THEN
        <<oldest_first>>
        FOR span IN
            SELECT s.* FROM app.spans_of_conversation(conversation.workspace_id, conversation.id, conversation.forked_seq) s
            ORDER BY s.first_seq
        LOOP
            FOR message IN
                SELECT v.seq
                FROM app.messages_of_span(conversation.workspace_id, span.source_id, span.first_seq, span.last_seq, span.as_of) v
                ORDER BY v.seq
            LOOP
                IF message.seq <> ALL (fixed) THEN
                    left_first := message.seq;
                    EXIT oldest_first;
                END IF;
            END LOOP;
        END LOOP;
    END IF;
    RETURN NEXT;

    IF summed THEN
        part := 'summary';
        seq := conversation.summary_seq;
        content := conversation.summary;
        token_count := conversation.summary_token_count;
        RETURN NEXT;
    END IF;

    FOR span IN
        SELECT s.* FROM app.spans_of_conversation(conversation.workspace_id, conversation.id, conversation.forked_seq) s
        ORDER BY s.first_seq
    LOOP
        RETURN QUERY
        SELECT 'message', v.id, v.seq, v.role, v.content, v.metadata, v.token_count, v.pinned, span.inherited, v.revision,
               v.created_at, v.updated_at, NULL::integer, NULL::bigint, NULL::integer, NULL::integer
        FROM app.messages_of_span(
            conversation.workspace_id, span.source_id, span.first_seq, least(span.last_seq, cut), span.as_of) v
        -- The first condition says nothing new: but by it they are found without reading what lies between.
        WHERE (v.pinned OR v.role = 'system') AND v.seq = ANY (fixed)
        ORDER BY v.seq;
        RETURN QUERY
        SELECT 'message', v.id, v.seq, v.role, v.content, v.metadata, v.token_count, v.pinned, span.inherited, v.revision,
               v.created_at, v.updated_at, NULL::integer, NULL::bigint, NULL::integer, NULL::integer
        FROM app.messages_of_span(
            conversation.workspace_id, span.source_id, greatest(span.first_seq, cut + 1), span.last_seq, span.as_of) v
        ORDER BY v.seq;
    END LOOP;
END
$$;

-- Forks a conversation at a message. NULL if there is no such conversation for whoever asks; else 'forked', 'message' if it shows no
-- such message, or 'depth' if it has been forked too often by then. What is NULL is taken from the parent; who forks owns the fork.
CREATE OR REPLACE FUNCTION app.fork_conversation(
    fork uuid, parent uuid, at_seq integer, new_title text, new_visibility text, new_context jsonb)
RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    most_deep CONSTANT integer := 32;
    conversation app.conversations;
    shown record;
BEGIN
    conversation := app.visible_conversation(parent);
    IF conversation.id IS NULL THEN
        RETURN NULL;
    END IF;
    -- Neither do its messages change until the fork is made, nor does the cleanup take it apart: both take the row's lock first.
    PERFORM FROM app.conversations c WHERE c.workspace_id = conversation.workspace_id AND c.id = parent FOR SHARE;
    conversation := app.visible_conversation(parent);
    IF conversation.id IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT count(*) AS messages, coalesce(sum(v.token_count), 0) AS tokens, max(v.seq) AS last_seq
    INTO shown
    FROM app.spans_of_conversation(conversation.workspace_id, conversation.id, conversation.forked_seq) s
    CROSS JOIN LATERAL app.messages_of_span(
        conversation.workspace_id, s.source_id, s.first_seq, least(s.last_seq, at_seq), s.as_of) v
    WHERE s.first_seq <= at_seq;
    IF shown.last_seq IS DISTINCT FROM at_seq THEN
        RETURN 'message';
    END IF;
    IF most_deep < (SELECT count(*)
                    FROM app.spans_of_conversation(conversation.workspace_id, parent, conversation.forked_seq) s
                    WHERE s.first_seq <= at_seq) THEN
        RETURN 'depth';
    END IF;
    INSERT INTO app.conversations
        (workspace_id, id, title, project_id, owner_id, visibility, context, encoding, parent_id, forked_seq, last_seq,
         message_count, token_count)
    VALUES
        (conversation.workspace_id, fork, coalesce(new_title, conversation.title), conversation.project_id, app.current_person(),
         coalesce(new_visibility, 'private'), coalesce(new_context, conversation.context), conversation.encoding, parent, at_seq,
         at_seq, shown.messages, shown.tokens);
    INSERT INTO app.conversation_segments (workspace_id, conversation_id, first_seq, last_seq, source_id, as_of_change)
    SELECT conversation.workspace_id, fork, s.first_seq, least(s.last_seq, at_seq), s.source_id,
           CASE WHEN s.inherited THEN s.as_of ELSE conversation.last_change END
    FROM app.spans_of_conversation(conversation.workspace_id, parent, conversation.forked_seq) s
    WHERE s.first_seq <= at_seq;
    RETURN 'forked';
END
$$;

GRANT EXECUTE ON FUNCTION
    app.list_messages(uuid, integer, integer, boolean, integer, bigint),
    app.conversation_context(uuid, integer, integer, bigint),
    app.fork_conversation(uuid, uuid, integer, text, text, jsonb)
    TO statehouse_app;
