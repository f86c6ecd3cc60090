DROP FUNCTION operations.open_findings(integer);
DROP FUNCTION operations.keep_findings(text, jsonb, boolean);
DROP TABLE operations.findings;
