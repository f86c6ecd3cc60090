-- Of which properties a search tells how many hits have which value; NULL for none.
ALTER TYPE app.search_question ADD ATTRIBUTE facets text[];
