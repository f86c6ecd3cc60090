package dev.statehouse.data.webhook;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/**
 * What a webhook's deliveries are signed with, as it is stored.
 *
 * @param keyName the key that the ciphertext needs
 */
@Introspected
@MappedEntity("webhook_secrets")
@SuppressWarnings("ArrayRecordComponent") // Never compared: equal values have different ciphertexts.
public record WebhookSecret(@Id UUID id, String keyName, byte[] ciphertext) {}
