package dev.statehouse.embedding;

import dev.statehouse.data.embedding.EmbeddingKey;
import dev.statehouse.vault.CredentialCipher;
import dev.statehouse.vault.CredentialPlace;
import dev.statehouse.vault.EncryptedValue;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gives the embedder of a workspace's model, with the endpoint's key in the clear. Thread-safe. */
@Singleton
public final class ModelEmbedders {

    private static final int MOST_TEXTS = 100;

    private final Embedders embedders;
    private final CredentialCipher cipher;

    ModelEmbedders(Embedders embedders, CredentialCipher cipher) {
        this.embedders = embedders;
        this.cipher = cipher;
    }

    /**
     * The embedder of a model.
     *
     * @param key of the model's endpoint; null if it has none
     * @throws EmbeddingFailedException if there is no such model
     * @throws dev.statehouse.data.DataError if the key can't be decrypted at present
     */
    public Embedder of(UUID workspace, dev.statehouse.data.embedding.EmbeddingModel model, @Nullable EmbeddingKey key) {
        EmbeddingModel asked = new EmbeddingModel(
                Provider.valueOf(model.provider().toUpperCase(Locale.ROOT)),
                model.model(),
                model.dimensions(),
                model.queryPrefix(),
                model.documentPrefix(),
                model.baseUrl() == null ? null : URI.create(model.baseUrl()),
                MOST_TEXTS);
        String clear = key == null
                ? null
                : cipher.decrypt(
                        CredentialPlace.of(workspace, key.id()), new EncryptedValue(key.keyName(), key.ciphertext()));
        return embedders.of(asked, clear);
    }

    /** Loads the model that runs in this process: before a snapshot, rather than at somebody's first search. */
    public void warm() {
        embedders.warm();
    }
}
