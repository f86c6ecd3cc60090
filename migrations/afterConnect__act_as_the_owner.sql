-- The tables belong to a role that nobody logs in as; the master is a member of it (provision.sql).
SET ROLE statehouse_owner;
