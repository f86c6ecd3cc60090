DROP FUNCTION app.record_credential_use(uuid);
DROP TABLE app.credentials;
