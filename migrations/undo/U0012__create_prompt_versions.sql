DROP TABLE app.prompt_includes;
DROP TABLE app.prompt_versions;
