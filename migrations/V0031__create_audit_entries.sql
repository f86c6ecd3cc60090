-- Who did what, when and from where. Rows are written by triggers and functions of the owner alone: the application has no
-- right to insert, change or remove one. A month's rows lie together, so that old months can be put away whole.

-- There are no references: the log outlives what it tells of.
CREATE TABLE app.audit_entries (
    workspace_id uuid NOT NULL,
    -- A UUIDv7, so its order is that of time.
    id uuid NOT NULL,
    -- What was done in one transaction has one; transaction numbers of PostgreSQL begin again where a dump is restored.
    transaction_id uuid NOT NULL,
    action text NOT NULL,
    -- What it was done to: a table and the key of its row, or 'operations' and a method and path.
    relation text NOT NULL,
    row_id text NOT NULL,
    -- Columns by name; of an update only those that changed. Never a secret; long values as their length and SHA-256.
    before jsonb,
    after jsonb,
    person_id uuid,
    via text,
    credential_id uuid,
    address text,
    request_id text,
    -- Of the row that it tells of: what is private there is private here.
    owner_id uuid,
    visibility text NOT NULL DEFAULT 'workspace',
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, id),
    CONSTRAINT action_is_known CHECK (action IN ('insert', 'update', 'delete', 'use', 'login', 'refuse')),
    CONSTRAINT via_is_known CHECK (via IN ('key', 'session', 'token')),
    CONSTRAINT visibility_is_known CHECK (visibility IN ('private', 'workspace')),
    CONSTRAINT private_has_an_owner CHECK (visibility = 'workspace' OR owner_id IS NOT NULL)
) PARTITION BY RANGE (id);

CREATE INDEX audit_entries_of_a_transaction ON app.audit_entries (workspace_id, transaction_id, id);
CREATE INDEX audit_entries_of_a_row ON app.audit_entries (workspace_id, relation, row_id, id);
CREATE INDEX audit_entries_of_a_person ON app.audit_entries (workspace_id, person_id, id) WHERE person_id IS NOT NULL;
CREATE INDEX audit_entries_of_a_credential ON app.audit_entries (workspace_id, credential_id, id) WHERE credential_id IS NOT NULL;

CALL app.isolate_by_workspace('app.audit_entries');
CALL app.hide_private_rows('app.audit_entries');
GRANT SELECT ON app.audit_entries TO statehouse_app;

-- The lowest UUIDv7 of an instant.
CREATE FUNCTION app.first_id(instant timestamptz) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT rpad(lpad(to_hex(floor(extract(epoch FROM instant) * 1000)::bigint), 12, '0'), 32, '0')::uuid
$$;

-- A UUIDv7 of a time in units of 1/4096 ms, which stand in it to the last one (RFC 9562, section 6.2, method 3).
CREATE FUNCTION app.id_at(units bigint) RETURNS uuid
LANGUAGE sql VOLATILE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT (lpad(to_hex(units >> 12), 12, '0') || '7' || lpad(to_hex(units & 4095), 3, '0')
            || right(replace(gen_random_uuid()::text, '-', ''), 16))::uuid
$$;

-- Makes the missing partitions of a table by UUIDv7: of the month before this one, of this, and of so many more. Attaching,
-- unlike making a partition in place, lets traffic on the table go on. Grants stand on the parent alone.
CREATE FUNCTION app.make_partitions(parent regclass, months_ahead integer) RETURNS integer
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    this_month CONSTANT timestamp := date_trunc('month', now() AT TIME ZONE 'UTC');
    parent_name CONSTANT name := (SELECT relname FROM pg_class WHERE oid = parent);
    month timestamp;
    part text;
    made integer := 0;
BEGIN
    FOR month IN SELECT generate_series(this_month - interval '1 month', this_month + months_ahead * interval '1 month', '1 month') LOOP
        part := format('app.%I', parent_name || to_char(month, '_YYYY_MM'));
        CONTINUE WHEN to_regclass(part) IS NOT NULL;
        EXECUTE format('CREATE TABLE %s (LIKE %s INCLUDING ALL)', part, parent);
        CALL app.isolate_by_workspace(part::regclass);
        IF EXISTS (SELECT FROM pg_policy WHERE polrelid = parent AND polname = 'own_private_rows') THEN
            CALL app.hide_private_rows(part::regclass);
        END IF;
        EXECUTE format(
            'ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%L) TO (%L)', parent, part,
            app.first_id(month AT TIME ZONE 'UTC'), app.first_id((month + interval '1 month') AT TIME ZONE 'UTC'));
        made := made + 1;
    END LOOP;
    RETURN made;
END
$$;

SELECT app.make_partitions('app.audit_entries', 24);
