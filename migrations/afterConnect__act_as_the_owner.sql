-- The tables belong to a role that nobody logs in as; the master is a member of it (provision.sql).
SET ROLE statehouse_owner;
-- A script that waits for a table's lock makes every later request wait behind it. It gives up instead, and is run again.
SET lock_timeout = '2s';
