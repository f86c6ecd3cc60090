DROP FUNCTION IF EXISTS app.settle_chunks(integer);
DROP FUNCTION IF EXISTS app.settle_chunks_of(uuid, integer);
DROP FUNCTION IF EXISTS app.language_of_piece(uuid, text, uuid);
DROP FUNCTION IF EXISTS app.search_is_settling();
DROP TRIGGER IF EXISTS apply_settings ON app.search_settings;
DROP FUNCTION IF EXISTS app.apply_search_settings();
