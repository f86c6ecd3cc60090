ALTER TABLE app.users DROP COLUMN revision;
