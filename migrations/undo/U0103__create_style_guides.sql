DROP TABLE app.style_guides;
