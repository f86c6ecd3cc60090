DROP FUNCTION IF EXISTS app.find_api_key(text);
