ALTER TABLE app.jobs DROP CONSTRAINT kind_is_short;
ALTER TABLE app.jobs ADD CONSTRAINT kind_is_a_word CHECK (kind ~ '^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$');
ALTER TABLE app.jobs ADD CONSTRAINT jobs_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES app.workspaces (id);
