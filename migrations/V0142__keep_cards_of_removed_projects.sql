-- Which rows outlive their project is said by their reference alone, for whatever removes one goes by it: those that it sets to NULL
-- live on without a project, all others go.
ALTER TABLE app.prompt_cards
    DROP CONSTRAINT in_a_project_of_the_workspace,
    ADD CONSTRAINT in_a_project_of_the_workspace FOREIGN KEY (workspace_id, project_id)
        REFERENCES app.projects (workspace_id, id) ON DELETE SET NULL (project_id) NOT VALID;
ALTER TABLE app.prompt_cards VALIDATE CONSTRAINT in_a_project_of_the_workspace;
