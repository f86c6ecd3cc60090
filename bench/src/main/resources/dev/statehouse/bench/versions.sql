-- A first version of every card with a number from ? to ?.
INSERT INTO prompt_versions (workspace_id, id, card_id, number, template, variables, created_at)
SELECT c.workspace_id, c.id, c.id, 1, body.text, c.variables, c.created_at
FROM generate_series(?::int, ?::int - 1) AS numbers (n)
JOIN bench_texts body ON body.number = n % 5000
JOIN prompt_cards c ON c.workspace_id = ('00000000-0000-4000-8000-' || 100000000000
                           + CASE WHEN n < ?::int THEN n % ?::int ELSE ?::int END)::uuid
                   AND c.id = ('01990000-0000-7000-8000-' || 100000000000 + n)::uuid
