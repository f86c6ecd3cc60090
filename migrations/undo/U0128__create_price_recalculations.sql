REVOKE ALL ON app.token_usages, app.agent_run_spends FROM statehouse_worker;
REVOKE UPDATE (input_price, cached_input_price, output_price, reasoning_price, cost_picousd) ON app.token_usages FROM statehouse_worker;
REVOKE UPDATE (unpriced_calls, cost_picousd, updated_at) ON app.agent_run_spends FROM statehouse_worker;
DROP TABLE app.price_recalculations;
DROP FUNCTION IF EXISTS app.audit_rows_of_price_recalculations();
