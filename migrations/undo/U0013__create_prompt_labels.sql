DROP TABLE app.protected_labels;
DROP TABLE app.prompt_label_moves;
DROP TABLE app.prompt_labels;
