DROP INDEX CONCURRENTLY IF EXISTS app.prompt_cards_by_title_words;
