DROP TABLE app.token_issuers;
