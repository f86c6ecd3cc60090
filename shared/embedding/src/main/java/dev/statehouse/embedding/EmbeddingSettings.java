package dev.statehouse.embedding;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import org.jspecify.annotations.Nullable;

/**
 * How providers are reached, from the environment variables {@code EMBEDDING_CA} and {@code EMBEDDING_ALLOW_PRIVATE_ENDPOINTS}.
 *
 * @param ca file of PEM certificates to trust; absent means the JVM's trust store
 * @param allowPrivateEndpoints whether a model's base URL may lead to a private network or this machine, and be plain http, as
 *     Ollama's is: for development. Where strangers choose base URLs, they could make the functions call whatever their network
 *     reaches
 */
@ConfigurationProperties("embedding")
record EmbeddingSettings(
        @Nullable String ca,
        @Bindable(defaultValue = "false") boolean allowPrivateEndpoints) {}
