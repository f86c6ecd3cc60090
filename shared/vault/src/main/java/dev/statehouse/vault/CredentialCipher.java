package dev.statehouse.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.KmsEnvelopeAead;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.statehouse.data.DataError;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * Encrypts each value under a data key of its own (AES-256-GCM), and that under the present key; both are bound to the
 * value's place.
 *
 * <p>The stored form: one byte of format version, two of the key name's length, the key's name in UTF-8, then Tink's
 * envelope. Thread-safe.
 */
@Singleton
public final class CredentialCipher {

    private static final int FORMAT = 1;

    static {
        try {
            AeadConfig.register();
        } catch (GeneralSecurityException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final KeyEncryption keys;

    CredentialCipher(KeyEncryption keys) {
        this.keys = keys;
    }

    /** {@return the name of the key that new values are encrypted under} */
    public String presentKey() {
        return keys.presentKey();
    }

    /**
     * Encrypts a value for its place.
     *
     * @throws DataError {@code UNAVAILABLE} while the present key can't be reached
     */
    public EncryptedValue encrypt(CredentialPlace place, String value) {
        String keyName = presentKey();
        byte[] header = header(keyName);
        try {
            byte[] envelope = envelope(keyName, place)
                    .encrypt(value.getBytes(StandardCharsets.UTF_8), place.associatedData(FORMAT));
            return new EncryptedValue(
                    keyName,
                    ByteBuffer.allocate(header.length + envelope.length)
                            .put(header)
                            .put(envelope)
                            .array());
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("a value could not be encrypted", failed);
        }
    }

    /**
     * The value.
     *
     * @throws DamagedCredentialException if it is not, bit for bit, what was encrypted for this place under this key
     * @throws DataError {@code UNAVAILABLE} if its key is gone or can't be reached
     */
    public String decrypt(CredentialPlace place, EncryptedValue stored) {
        byte[] header = header(stored.keyName());
        byte[] bytes = stored.ciphertext();
        try {
            if (bytes.length < header.length || !Arrays.equals(header, Arrays.copyOf(bytes, header.length))) {
                throw new GeneralSecurityException("unknown format, or another key's");
            }
            byte[] envelope = Arrays.copyOfRange(bytes, header.length, bytes.length);
            return new String(
                    envelope(stored.keyName(), place).decrypt(envelope, place.associatedData(FORMAT)),
                    StandardCharsets.UTF_8);
        } catch (GeneralSecurityException damaged) {
            throw new DamagedCredentialException(damaged);
        }
    }

    private Aead envelope(String keyName, CredentialPlace place) throws GeneralSecurityException {
        return KmsEnvelopeAead.create(PredefinedAeadParameters.AES256_GCM, keys.key(keyName, place.context()));
    }

    private static byte[] header(String keyName) {
        byte[] name = keyName.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(3 + name.length)
                .put((byte) FORMAT)
                .putShort((short) name.length)
                .put(name)
                .array();
    }
}
