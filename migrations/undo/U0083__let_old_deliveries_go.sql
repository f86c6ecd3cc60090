DELETE FROM operations.retentions WHERE relation = 'webhook_deliveries';
