DROP FUNCTION app.webhook_secret_keys();

REVOKE UPDATE (key_name, ciphertext) ON app.webhook_secrets FROM statehouse_worker;
