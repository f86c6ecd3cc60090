DROP TABLE app.profile_slugs;
DROP TABLE app.profiles;
DROP FUNCTION IF EXISTS app.audit_rows_of_profiles();
