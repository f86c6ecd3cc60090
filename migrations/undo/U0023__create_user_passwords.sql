DROP TABLE app.user_passwords;
