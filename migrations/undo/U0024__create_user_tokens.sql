DROP TABLE app.user_registrations;
DROP TABLE app.user_tokens;
