DROP FUNCTION IF EXISTS app.search_prompt_cards(text, uuid, text[], jsonb, jsonb, boolean, double precision, uuid, integer);
DROP FUNCTION IF EXISTS app.snippet(text, text[], tsquery);
DROP FUNCTION IF EXISTS app.marked(text, tsquery, text);
DROP FUNCTION IF EXISTS app.rank_prompt_cards_by_any_word(uuid, uuid, uuid, text[], jsonb, jsonb, text[], tsquery, integer);
DROP FUNCTION IF EXISTS app.plain_word(text);
DROP FUNCTION IF EXISTS app.weigh_words(uuid, uuid, uuid, text[], jsonb, jsonb, text[], tsquery, integer);
DROP FUNCTION IF EXISTS app.find_prompt_cards_by_all_words(uuid, uuid, uuid, text[], jsonb, jsonb, tsquery, integer);
DROP FUNCTION IF EXISTS app.split_query(tsquery);
DROP FUNCTION IF EXISTS app.prompt_cards_in_scope(uuid, uuid, uuid, text[], jsonb, jsonb);
