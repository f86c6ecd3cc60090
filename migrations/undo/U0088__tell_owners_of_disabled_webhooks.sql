DROP FUNCTION app.owner_address(uuid);
DROP TRIGGER enqueue_webhook_notices ON app.webhooks;
DROP FUNCTION app.enqueue_webhook_notices();
