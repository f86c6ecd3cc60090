DROP FUNCTION IF EXISTS
    operations.explain_statement(text),
    operations.explain_generically(text),
    operations.explain_by_preparing(text);
