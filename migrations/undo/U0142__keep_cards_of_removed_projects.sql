ALTER TABLE app.prompt_cards
    DROP CONSTRAINT in_a_project_of_the_workspace,
    ADD CONSTRAINT in_a_project_of_the_workspace FOREIGN KEY (workspace_id, project_id)
        REFERENCES app.projects (workspace_id, id) NOT VALID;
ALTER TABLE app.prompt_cards VALIDATE CONSTRAINT in_a_project_of_the_workspace;
