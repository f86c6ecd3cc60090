CREATE OR REPLACE FUNCTION app.audit_entry_hash(entry app.audit_entries) RETURNS bytea
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT sha256(convert_to(ROW(
        entry.workspace_id, entry.id, entry.transaction_id, entry.action, entry.relation, entry.row_id, entry.before, entry.after,
        entry.person_id, entry.via, entry.credential_id, entry.address, entry.request_id, entry.owner_id, entry.visibility,
        extract(epoch FROM entry.created_at))::text, 'UTF8'))
$$;

CREATE OR REPLACE FUNCTION app.append_audit_entries(changes app.audit_change[]) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    now_at CONSTANT timestamptz := clock_timestamp();
    this_xact CONSTANT bigint := pg_current_xact_id()::text::bigint;
    fresh_id CONSTANT uuid := app.id_at(floor(extract(epoch FROM now_at) * 4096000)::bigint);
    person CONSTANT uuid := nullif(current_setting('app.person_id', true), '')::uuid;
    origin CONSTANT text := coalesce(current_setting('app.origin', true), '');
    units CONSTANT bigint := greatest(
        floor(extract(epoch FROM now_at) * 4096000)::bigint,
        (SELECT max(last_units) FROM app.audit_pending_links WHERE xact = this_xact));
BEGIN
    WITH written AS (
        INSERT INTO app.audit_entries AS entry
            (workspace_id, id, transaction_id, action, relation, row_id, before, after, person_id, via, credential_id, address,
             request_id, owner_id, visibility, created_at)
        SELECT c.workspace_id, app.id_at(units + c.place), coalesce(p.transaction_id, fresh_id), c.action, c.relation, c.row_id,
               c.before, c.after, person, nullif(split_part(origin, ' ', 1), ''), nullif(split_part(origin, ' ', 2), '')::uuid,
               nullif(split_part(origin, ' ', 3), ''), nullif(split_part(origin, ' ', 4), ''), c.owner_id,
               c.visibility, now_at
        FROM unnest(changes) WITH ORDINALITY AS c
            (workspace_id, action, relation, row_id, before, after, owner_id, visibility, place)
        LEFT JOIN app.audit_pending_links p ON p.workspace_id = c.workspace_id AND p.xact = this_xact
        RETURNING workspace_id, id, transaction_id, app.audit_entry_hash(entry) AS hash
    )
    INSERT INTO app.audit_pending_links AS p
        (workspace_id, xact, transaction_id, entries, digest, first_id, last_id, last_units)
    SELECT w.workspace_id, this_xact, w.transaction_id, count(*),
           app.audit_digest(coalesce(known.digest, app.audit_beginning()), w.hash ORDER BY w.id),
           (array_agg(w.id ORDER BY w.id))[1], (array_agg(w.id ORDER BY w.id DESC))[1], units + cardinality(changes)
    FROM written w
    LEFT JOIN app.audit_pending_links known ON known.workspace_id = w.workspace_id AND known.xact = this_xact
    GROUP BY w.workspace_id, w.transaction_id
    ON CONFLICT (workspace_id, xact) DO UPDATE
    SET entries = p.entries + EXCLUDED.entries, digest = EXCLUDED.digest, last_id = EXCLUDED.last_id,
        last_units = EXCLUDED.last_units;
END
$$;

ALTER TABLE app.audit_entries DROP COLUMN subject;
DROP TABLE app.token_issuers;
