DROP FUNCTION IF EXISTS operations.list_promotions(uuid, integer);
DROP FUNCTION IF EXISTS operations.promote_workspace(uuid);
DROP FUNCTION IF EXISTS app.await_batch(uuid);
DROP FUNCTION IF EXISTS app.vector_indexes();
DROP FUNCTION IF EXISTS app.move_pieces(uuid, integer);
DROP FUNCTION IF EXISTS app.begin_promotion(uuid);
DROP FUNCTION IF EXISTS app.workspaces_to_promote(bigint);
DROP FUNCTION IF EXISTS app.vector_index_name(integer, uuid);
