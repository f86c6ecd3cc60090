-- The chain: each transaction of a workspace is a link, whose hash covers its entries and the hash of the link before.
--
-- A link gets its number at commit, under the lock of the workspace's head, so the lock is held for no longer than the
-- commit takes, and what is locked last can't take part in a deadlock.

CREATE TABLE app.audit_links (
    workspace_id uuid NOT NULL,
    -- From 1, without gaps.
    number bigint NOT NULL,
    transaction_id uuid NOT NULL,
    entries integer NOT NULL,
    digest bytea NOT NULL,
    first_id uuid NOT NULL,
    -- The highest id of an entry in this link or any before: from one link to the next it leaves no id out.
    reached uuid NOT NULL,
    hash bytea NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (workspace_id, number),
    CONSTRAINT audit_links_transaction_unique UNIQUE (workspace_id, transaction_id),
    CONSTRAINT hashes_are_sha256 CHECK (length(digest) = 32 AND length(hash) = 32)
);
CALL app.isolate_by_workspace('app.audit_links');

-- The newest link of each workspace.
CREATE TABLE app.audit_heads (
    workspace_id uuid PRIMARY KEY,
    number bigint NOT NULL,
    reached uuid NOT NULL,
    hash bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT hash_is_a_sha256 CHECK (length(hash) = 32)
) WITH (fillfactor = 50);
CALL app.isolate_by_workspace('app.audit_heads');

-- What will be a link once its transaction commits; after that nothing is left here.
CREATE TABLE app.audit_pending_links (
    workspace_id uuid NOT NULL,
    -- PostgreSQL's own number of the transaction.
    xact bigint NOT NULL,
    transaction_id uuid NOT NULL,
    entries integer NOT NULL,
    digest bytea NOT NULL,
    first_id uuid NOT NULL,
    last_id uuid NOT NULL,
    -- Time of last_id, in units of 1/4096 ms: the next entry's id must be higher.
    last_units bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, xact),
    CONSTRAINT digest_is_a_sha256 CHECK (length(digest) = 32)
) WITH (fillfactor = 50);
CREATE INDEX audit_pending_links_of_a_transaction ON app.audit_pending_links (xact);
CALL app.isolate_by_workspace('app.audit_pending_links');

-- The text of a row value tells NULL from '', and where one value ends. An instant's text would depend on the time zone.
CREATE FUNCTION app.audit_entry_hash(entry app.audit_entries) RETURNS bytea
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT sha256(convert_to(ROW(
        entry.workspace_id, entry.id, entry.transaction_id, entry.action, entry.relation, entry.row_id, entry.before, entry.after,
        entry.person_id, entry.via, entry.credential_id, entry.address, entry.request_id, entry.owner_id, entry.visibility,
        extract(epoch FROM entry.created_at))::text, 'UTF8'))
$$;

CREATE FUNCTION app.next_audit_digest(digest bytea, start bytea, entry_hash bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT sha256(coalesce(digest, start) || entry_hash)
$$;

-- Over entries in the order of their ids: the order counts, and it can be continued from where it stood.
CREATE AGGREGATE app.audit_digest(start bytea, entry_hash bytea) (SFUNC = app.next_audit_digest, STYPE = bytea);
REVOKE EXECUTE ON FUNCTION app.audit_digest(bytea, bytea) FROM PUBLIC;

CREATE FUNCTION app.audit_link_hash(previous bytea, link app.audit_links) RETURNS bytea
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT sha256(previous || convert_to(ROW(
        link.workspace_id, link.number, link.transaction_id, link.entries, link.digest, link.first_id, link.reached,
        extract(epoch FROM link.created_at))::text, 'UTF8'))
$$;

-- What the first link follows.
CREATE FUNCTION app.audit_beginning() RETURNS bytea
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT decode(repeat('00', 32), 'hex')
$$;

-- All of the transaction's links at its first call, by workspace: two transactions take their heads in the same order.
CREATE FUNCTION app.link_audit_entries() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    pending app.audit_pending_links;
    head app.audit_heads;
    link app.audit_links;
BEGIN
    FOR pending IN
        SELECT * FROM app.audit_pending_links WHERE xact = NEW.xact ORDER BY workspace_id
    LOOP
        INSERT INTO app.audit_heads (workspace_id, number, reached, hash)
        VALUES (pending.workspace_id, 0, pending.first_id, app.audit_beginning())
        ON CONFLICT (workspace_id) DO NOTHING;
        SELECT * INTO STRICT head FROM app.audit_heads WHERE workspace_id = pending.workspace_id FOR UPDATE;

        link.workspace_id := pending.workspace_id;
        link.number := head.number + 1;
        link.transaction_id := pending.transaction_id;
        link.entries := pending.entries;
        link.digest := pending.digest;
        link.first_id := pending.first_id;
        link.reached := greatest(head.reached, pending.last_id);
        link.created_at := clock_timestamp();
        link.hash := app.audit_link_hash(head.hash, link);

        INSERT INTO app.audit_links VALUES (link.*);
        UPDATE app.audit_heads SET number = link.number, reached = link.reached, hash = link.hash
        WHERE workspace_id = link.workspace_id;
    END LOOP;
    DELETE FROM app.audit_pending_links WHERE xact = NEW.xact;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER linked_at_commit AFTER INSERT ON app.audit_pending_links
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.link_audit_entries();
