ALTER TABLE app.embedding_models DROP CONSTRAINT provider_is_known;
ALTER TABLE app.embedding_models
    ADD CONSTRAINT provider_is_known CHECK (provider IN ('bedrock', 'caller', 'local', 'openai')) NOT VALID;
ALTER TABLE app.chunks DROP CONSTRAINT kind_is_known;
ALTER TABLE app.chunks ADD CONSTRAINT kind_is_known CHECK (
    kind IN ('experience', 'issue', 'knowledge', 'log', 'message', 'profile', 'prompt', 'skill', 'vector')) NOT VALID;
