DROP TABLE operations.retentions;
