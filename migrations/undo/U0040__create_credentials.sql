DROP TABLE app.credentials;
