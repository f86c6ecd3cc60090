-- What the owner of a managed instance finds in it: a master role without superuser, a database of its own, and the
-- extensions that only a superuser may create. Login roles of the application are made by the migrations.

-- Statements with passwords stay out of pg_stat_statements, which keeps utility statements word for word.
SET pg_stat_statements.track_utility = off;
SET client_min_messages = warning;

ALTER ROLE postgres PASSWORD :'superuser_password';

SELECT 'CREATE ROLE statehouse_master'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'statehouse_master')
\gexec
ALTER ROLE statehouse_master LOGIN CREATEROLE CREATEDB NOSUPERUSER NOBYPASSRLS NOREPLICATION
    PASSWORD :'master_password';
GRANT pg_monitor TO statehouse_master WITH ADMIN OPTION;

-- In template1 first: every database that is created later, those of tests too, is a copy of it.
\connect template1
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS vector;
CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
CREATE EXTENSION IF NOT EXISTS amcheck;
CREATE EXTENSION IF NOT EXISTS pg_buffercache;

\connect postgres
-- C.UTF-8 comes from initdb: it orders by code point, deterministically, and the same on every machine.
SELECT 'CREATE DATABASE statehouse OWNER statehouse_master'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'statehouse')
\gexec
