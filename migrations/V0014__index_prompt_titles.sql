-- Titles by word. When a search matches more cards than can be ranked, those with the words in their title must be among
-- the ranked ones; the index of all text can't tell them apart, since GIN holds no weights.

-- A concurrent build that was cut short leaves an invalid index of this name behind.
DROP INDEX CONCURRENTLY IF EXISTS app.prompt_cards_by_title_words;

CREATE INDEX CONCURRENTLY prompt_cards_by_title_words ON app.prompt_cards
    USING gin (workspace_id, to_tsvector('english', translate(title, '<>', '  '))) WITH (fastupdate = off);
