DROP TABLE app.model_prices;
DROP FUNCTION IF EXISTS app.audit_rows_of_model_prices();
