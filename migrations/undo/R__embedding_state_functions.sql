DROP FUNCTION IF EXISTS app.new_embedding_state();
DROP FUNCTION IF EXISTS app.embedding_state_of_entry(uuid);
DROP FUNCTION IF EXISTS app.embedding_state(uuid);
DROP FUNCTION IF EXISTS app.state_of_all(boolean, text, boolean);
