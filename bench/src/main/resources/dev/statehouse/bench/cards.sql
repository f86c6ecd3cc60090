-- Cards with numbers from ? to ?; parameters: from, to, cards in ordinary workspaces, workspaces.
INSERT INTO prompt_cards (workspace_id, id, slug, title, description, tags, metadata, variables, last_version, search,
                          created_at, updated_at)
SELECT workspace_id, id, slug, title, description, tags, metadata, variables, 1,
       prompt_words(title, tags, description, template), created_at, created_at
FROM (
    SELECT ('00000000-0000-4000-8000-' || 100000000000 + CASE WHEN n < size.cards THEN n % size.workspaces ELSE size.workspaces END)::uuid
               AS workspace_id,
           ('01990000-0000-7000-8000-' || 100000000000 + n)::uuid AS id,
           'card-' || n AS slug,
           initcap(split_part(body.text, ' ', 1 + n % 30)) || ' ' || split_part(body.text, ' ', 31 + n % 29) || ' ' || n AS title,
           left(note.text, 120) AS description,
           ARRAY['topic-' || n * 7919::bigint % 40, 'kind-' || n * 104729::bigint % 7] AS tags,
           jsonb_build_object('team', 'team-' || n * 7907::bigint % 50, 'ticket', 'T-' || n, 'reviewed', n * 6007::bigint % 10 < 9) AS metadata,
           CASE
               WHEN n * 5003::bigint % 500 = 0 THEN
                   '[{"name": "rows", "type": "array", "required": true, "default": null, "description": ""}]'::jsonb
               ELSE '[{"name": "topic", "type": "string", "required": true, "default": null, "description": "What it is about"},
                      {"name": "tone", "type": "string", "required": false, "default": "plain", "description": ""}]'::jsonb
           END AS variables,
           body.text AS template,
           now() - make_interval(mins => size.cards - n) AS created_at
    FROM (SELECT ?::int AS first, ?::int AS last, ?::int AS cards, ?::int AS workspaces) size,
         generate_series(size.first, size.last - 1) AS numbers (n)
    JOIN bench_texts body ON body.number = n % 5000
    JOIN bench_texts note ON note.number = n * 31::bigint % 5000
) card
