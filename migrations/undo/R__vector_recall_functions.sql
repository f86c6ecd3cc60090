DROP FUNCTION IF EXISTS app.raise_effort(uuid, uuid);
DROP FUNCTION IF EXISTS app.measure_recall(uuid, uuid, integer);
DROP FUNCTION IF EXISTS app.indexes_to_measure();
DROP FUNCTION IF EXISTS app.keep_search_sample(uuid, text);
