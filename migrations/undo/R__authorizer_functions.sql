DROP FUNCTION IF EXISTS app.find_api_key(text, bytea);
DROP FUNCTION IF EXISTS app.find_session(uuid, bytea, uuid, text);
