DROP TABLE app.audit_entries;
DROP FUNCTION app.make_partitions(regclass, integer), app.id_at(bigint), app.first_id(timestamptz);
