-- Events are what the audit log tells of a workspace, by another name. For each entry, and each webhook that wants its type, a
-- job is enqueued in the change's own transaction: whatever is undone is told to nobody, and no code has to remember it.

-- The types of events. `set_column` is the one that had no value before the update, `unset_column` the one that has none after
-- it; of two types that fit an entry the one that names a column is meant.
CREATE FUNCTION app.event_types()
RETURNS TABLE (type text, relation text, action text, set_column text, unset_column text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    VALUES
        ('api-key.created', 'api_keys', 'insert', NULL, NULL),
        ('api-key.revoked', 'api_keys', 'update', 'revoked_at', NULL),
        ('api-key.updated', 'api_keys', 'update', NULL, NULL),
        ('credential.created', 'credentials', 'insert', NULL, NULL),
        ('credential.deleted', 'credentials', 'delete', NULL, NULL),
        ('credential.updated', 'credentials', 'update', NULL, NULL),
        ('invitation.accepted', 'invitations', 'update', 'accepted_at', NULL),
        ('invitation.created', 'invitations', 'insert', NULL, NULL),
        ('invitation.revoked', 'invitations', 'update', 'revoked_at', NULL),
        ('invitation.updated', 'invitations', 'update', NULL, NULL),
        ('job.dead', 'dead_jobs', 'insert', NULL, NULL),
        ('membership.created', 'memberships', 'insert', NULL, NULL),
        ('membership.deleted', 'memberships', 'delete', NULL, NULL),
        ('membership.updated', 'memberships', 'update', NULL, NULL),
        ('project.created', 'projects', 'insert', NULL, NULL),
        ('prompt-card.created', 'prompt_cards', 'insert', NULL, NULL),
        ('prompt-card.deleted', 'prompt_cards', 'update', 'deleted_at', NULL),
        ('prompt-card.restored', 'prompt_cards', 'update', NULL, 'deleted_at'),
        ('prompt-card.updated', 'prompt_cards', 'update', NULL, NULL),
        ('prompt-label.deleted', 'prompt_labels', 'delete', NULL, NULL),
        ('prompt-label.set', 'prompt_labels', 'insert', NULL, NULL),
        ('prompt-label.set', 'prompt_labels', 'update', NULL, NULL),
        ('prompt-version.created', 'prompt_versions', 'insert', NULL, NULL),
        ('protected-label.created', 'protected_labels', 'insert', NULL, NULL),
        ('protected-label.deleted', 'protected_labels', 'delete', NULL, NULL),
        ('token-issuer.created', 'token_issuers', 'insert', NULL, NULL),
        ('token-issuer.deleted', 'token_issuers', 'delete', NULL, NULL),
        ('token-issuer.updated', 'token_issuers', 'update', NULL, NULL),
        ('webhook.created', 'webhooks', 'insert', NULL, NULL),
        ('webhook.deleted', 'webhooks', 'delete', NULL, NULL),
        ('webhook.disabled', 'webhooks', 'update', 'disabled_at', NULL),
        ('webhook.updated', 'webhooks', 'update', NULL, NULL),
        ('workspace.updated', 'workspaces', 'update', NULL, NULL)
$$;

-- The type of an entry; NULL if it is no event.
CREATE FUNCTION app.event_type(entry_relation text, entry_action text, before jsonb, after jsonb) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT t.type
    FROM app.event_types() t
    WHERE t.relation = entry_relation AND t.action = entry_action
      AND (t.set_column IS NULL OR (before -> t.set_column = 'null' AND after -> t.set_column <> 'null'))
      AND (t.unset_column IS NULL OR (before -> t.unset_column <> 'null' AND after -> t.unset_column = 'null'))
    ORDER BY t.set_column IS NULL AND t.unset_column IS NULL
    LIMIT 1
$$;

-- Of what was changed only the columns' names: whoever is told asks the API, which knows what they may see.
CREATE FUNCTION app.event_payload(
    webhook uuid, id uuid, type text, workspace uuid, occurred_at timestamptz, person uuid, via text, credential uuid,
    resource_type text, resource_id text, before jsonb) RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT jsonb_build_object('webhookId', webhook, 'event', jsonb_build_object(
        'id', id, 'type', type, 'workspaceId', workspace,
        'occurredAt', to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'actor', jsonb_build_object('personId', person, 'via', via, 'credentialId', credential),
        'resource', jsonb_build_object('type', resource_type, 'id', resource_id),
        'changed', coalesce((SELECT jsonb_agg(k ORDER BY k) FROM jsonb_object_keys(before) k
                             WHERE k NOT IN ('revision', 'updated_at')), '[]')))
$$;

-- One look for each statement that wrote entries: where no webhook is, nothing else is done. What is private is told to nobody.
CREATE FUNCTION app.enqueue_events() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    now_at CONSTANT timestamptz := clock_timestamp();
    units CONSTANT bigint := floor(extract(epoch FROM now_at) * 4096000)::bigint;
BEGIN
    IF EXISTS (SELECT FROM app.webhooks w
               WHERE w.workspace_id IN (SELECT e.workspace_id FROM new_entries e) AND w.active) THEN
        INSERT INTO app.jobs (workspace_id, id, kind, payload, run_at, max_attempts)
        SELECT e.workspace_id, app.id_at(units + row_number() OVER (ORDER BY e.id, w.id)), 'webhook-delivery',
               app.event_payload(w.id, e.id, t.type, e.workspace_id, e.created_at, e.person_id, e.via, e.credential_id, e.relation,
                                 e.row_id, CASE e.action WHEN 'update' THEN e.after END),
               now_at, 10
        FROM new_entries e
        CROSS JOIN LATERAL (SELECT app.event_type(e.relation, e.action, e.before, e.after) AS type OFFSET 0) t
        JOIN app.webhooks w ON w.workspace_id = e.workspace_id AND w.active AND w.event_types && ARRAY['*', t.type]
        WHERE e.visibility = 'workspace' AND t.type IS NOT NULL;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER enqueue_events AFTER INSERT ON app.audit_entries REFERENCING NEW TABLE AS new_entries
    FOR EACH STATEMENT EXECUTE FUNCTION app.enqueue_events();

-- A job's death is in no audit log, since nobody did it. That of a delivery is no event: it would have a delivery of its own.
CREATE FUNCTION app.enqueue_job_events() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    now_at CONSTANT timestamptz := clock_timestamp();
    units CONSTANT bigint := floor(extract(epoch FROM now_at) * 4096000)::bigint;
BEGIN
    INSERT INTO app.jobs (workspace_id, id, kind, payload, run_at, max_attempts)
    SELECT d.workspace_id, app.id_at(units + row_number() OVER (ORDER BY d.id, w.id)), 'webhook-delivery',
           app.event_payload(w.id, d.event_id, 'job.dead', d.workspace_id, now_at, d.person_id, NULL, NULL, 'jobs', d.id::text, NULL),
           now_at, 10
    FROM (SELECT n.workspace_id, n.id, n.person_id, app.id_at(units + row_number() OVER (ORDER BY n.id)) AS event_id
          FROM new_dead n
          WHERE n.kind <> 'webhook-delivery'
          OFFSET 0) d
    JOIN app.webhooks w ON w.workspace_id = d.workspace_id AND w.active AND w.event_types && '{*,job.dead}'::text[];
    RETURN NULL;
END
$$;
CREATE TRIGGER enqueue_job_events AFTER INSERT ON app.dead_jobs REFERENCING NEW TABLE AS new_dead
    FOR EACH STATEMENT EXECUTE FUNCTION app.enqueue_job_events();
