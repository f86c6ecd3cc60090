DROP FUNCTION IF EXISTS app.find_api_key(text, bytea);
DROP FUNCTION IF EXISTS app.find_session(uuid, bytea, uuid, text);
DROP FUNCTION IF EXISTS app.find_token_issuer(uuid, text, text, text[]);
