DROP TABLE app.audit_pending_links;
DROP FUNCTION app.link_audit_entries(), app.audit_link_hash(bytea, app.audit_links), app.audit_beginning();
DROP TABLE app.audit_links, app.audit_heads;
DROP AGGREGATE app.audit_digest(bytea, bytea);
DROP FUNCTION app.next_audit_digest(bytea, bytea, bytea), app.audit_entry_hash(app.audit_entries);
