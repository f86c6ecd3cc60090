DROP VIEW IF EXISTS app.visible_issues;
DROP VIEW IF EXISTS app.visible_projects;
DROP VIEW IF EXISTS app.visible_credentials;
DROP VIEW IF EXISTS app.visible_prompt_cards;
