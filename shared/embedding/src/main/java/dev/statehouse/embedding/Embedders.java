package dev.statehouse.embedding;

import dev.statehouse.outbound.GuardedHttps;
import io.micronaut.context.annotation.Property;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Gives the embedder of each model. Thread-safe; nothing is read or opened before the first text. */
@Singleton
public final class Embedders implements AutoCloseable {

    private final LocalEmbedder local = new LocalEmbedder();
    private final OpenAiApi.Access openAi;
    private final Aws aws;
    private final Clock clock;

    @Inject
    Embedders(
            EmbeddingSettings settings,
            @Nullable @Property(name = "aws.endpoint-url-bedrock-runtime") String endpoint,
            @Nullable @Property(name = "aws.endpoint-url") String anyEndpoint,
            Clock clock) {
        this(settings, new Aws(endpoint == null ? anyEndpoint : endpoint), clock);
    }

    Embedders(EmbeddingSettings settings, Aws aws, Clock clock) {
        this.openAi = new OpenAiApi.Access(
                settings.allowPrivateEndpoints()
                        ? GuardedHttps.orPlain(settings.ca())
                        : new GuardedHttps(settings.ca(), false),
                settings.allowPrivateEndpoints());
        this.aws = aws;
        this.clock = clock;
    }

    /**
     * The embedder of a model.
     *
     * @param key for OpenAI or a server that speaks as it does; null for none, as the local model and Bedrock need
     * @throws EmbeddingFailedException if there is no such model here, or its base URL can't be one
     */
    public Embedder of(EmbeddingModel model, @Nullable String key) {
        return switch (model.provider()) {
            case LOCAL -> local.of(model);
            case OPENAI -> remote(model, new OpenAiApi(model, key, openAi));
            case BEDROCK -> remote(model, BedrockApi.of(model, aws));
        };
    }

    private Embedder remote(EmbeddingModel model, RemoteApi api) {
        return new RemoteEmbedder(model, api, clock);
    }

    /** Loads the local model, which takes most of a second: before a snapshot, rather than at somebody's first search. */
    public void warm() {
        local.warm();
    }

    @Override
    @PreDestroy
    public void close() {
        local.close();
        aws.close();
    }
}
