package dev.statehouse.data.embedding;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/**
 * The credential of a model's endpoint, encrypted.
 *
 * @param keyName the key that its data key is encrypted under
 */
@Introspected
@MappedEntity("credentials")
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record EmbeddingKey(@Id UUID id, String keyName, byte[] ciphertext) {}
