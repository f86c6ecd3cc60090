DROP TABLE app.model_preferences;
