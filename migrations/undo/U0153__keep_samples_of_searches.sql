DROP TABLE app.search_samples;
