INSERT INTO operations.retentions (relation, keep_months, archive) VALUES ('webhook_deliveries', 3, false);
