DROP TABLE app.issues;
