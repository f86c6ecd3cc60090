DROP FUNCTION IF EXISTS app.note_limited(uuid, text, uuid, text, text, text, bigint, timestamptz);
DROP FUNCTION IF EXISTS app.count_limited(uuid, text, uuid, bigint, timestamptz);
DROP FUNCTION IF EXISTS app.find_bearer(uuid, text, uuid);
DROP FUNCTION IF EXISTS app.note_misdirected_key(uuid, uuid, bytea, text, text);
DROP FUNCTION IF EXISTS app.note_denied_key(uuid, uuid, bytea, text, text);
DROP FUNCTION IF EXISTS app.note_denied_session(uuid, uuid, bytea, text, text);
DROP FUNCTION IF EXISTS app.note_denied_token(uuid, uuid, text, text, text, text);
DROP FUNCTION IF EXISTS app.write_denial(uuid, uuid, text, uuid, text, text, text, text);
