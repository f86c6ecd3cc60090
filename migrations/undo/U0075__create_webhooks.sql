DROP TABLE app.webhook_deliveries;
DROP FUNCTION app.add_webhook_secret(uuid, uuid, text, bytea, timestamptz);
DROP TABLE app.webhook_secrets;
DROP TABLE app.webhooks;
