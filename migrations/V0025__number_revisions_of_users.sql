-- Counts a profile's changes by its person, for conditional updates; a login is none.

ALTER TABLE app.users ADD COLUMN revision integer NOT NULL DEFAULT 1;
