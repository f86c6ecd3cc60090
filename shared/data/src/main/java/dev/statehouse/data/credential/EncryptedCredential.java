package dev.statehouse.data.credential;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A credential as it is stored.
 *
 * @param keyName the key that the ciphertext needs
 * @param revision of the row when it was read
 */
@Introspected
@MappedEntity("credentials")
@SuppressWarnings("ArrayRecordComponent") // Never compared: equal values have different ciphertexts.
public record EncryptedCredential(
        @Id UUID id,
        String keyName,
        byte[] ciphertext,
        @Nullable Instant expiresAt,
        int revision) {}
