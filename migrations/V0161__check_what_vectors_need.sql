-- What was there before the kind and the provider of vectors that callers bring (V0160). Traffic goes on meanwhile.
ALTER TABLE app.chunks VALIDATE CONSTRAINT kind_is_known;
ALTER TABLE app.embedding_models VALIDATE CONSTRAINT provider_is_known;
