ALTER TYPE app.search_question DROP ATTRIBUTE facets;
