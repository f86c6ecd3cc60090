DROP TABLE app.workspaces;
