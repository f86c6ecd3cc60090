package dev.statehouse.vault;

/**
 * A value as it is stored.
 *
 * @param keyName the key that its data key is encrypted under
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared: equal values have different ciphertexts.
public record EncryptedValue(String keyName, byte[] ciphertext) {}
