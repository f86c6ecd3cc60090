DROP TABLE app.budget_warnings;
DROP FUNCTION IF EXISTS app.audit_rows_of_budget_warnings();
DROP TABLE app.budgets;
DROP FUNCTION IF EXISTS app.audit_rows_of_budgets();
