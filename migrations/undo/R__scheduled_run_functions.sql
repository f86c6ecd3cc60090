DROP FUNCTION operations.begin_run(text, timestamptz, text, boolean, boolean, bigint);
DROP FUNCTION operations.end_run(text, timestamptz, smallint, text, jsonb, text);
