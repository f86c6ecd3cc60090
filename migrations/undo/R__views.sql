DROP VIEW IF EXISTS app.visible_vectors;
DROP VIEW IF EXISTS app.visible_knowledge_entries;
DROP VIEW IF EXISTS app.visible_experiences;
DROP VIEW IF EXISTS app.visible_issues;
DROP VIEW IF EXISTS app.visible_projects;
DROP VIEW IF EXISTS app.visible_credentials;
DROP VIEW IF EXISTS app.visible_prompt_cards;
