DROP TABLE app.user_sessions;

DROP POLICY identity_rows ON app.users;
REVOKE ALL ON app.users FROM statehouse_identity;
ALTER TABLE app.users
    DROP COLUMN username,
    DROP COLUMN first_name,
    DROP COLUMN last_name,
    DROP COLUMN email_verified_at,
    DROP COLUMN last_login_at,
    DROP COLUMN deleted_at;
