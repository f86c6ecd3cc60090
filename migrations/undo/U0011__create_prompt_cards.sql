DROP TABLE app.prompt_cards;
DROP FUNCTION app.prompt_words(text, text[], text, text);
