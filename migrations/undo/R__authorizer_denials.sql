DROP FUNCTION IF EXISTS app.note_misdirected_key(uuid, uuid, bytea, text, text);
DROP FUNCTION IF EXISTS app.note_denied_key(uuid, uuid, bytea, text, text);
DROP FUNCTION IF EXISTS app.note_denied_session(uuid, uuid, bytea, text, text);
DROP FUNCTION IF EXISTS app.note_denied_token(uuid, uuid, text, text, text, text);
DROP FUNCTION IF EXISTS app.write_denial(uuid, uuid, text, uuid, text, text, text, text);
