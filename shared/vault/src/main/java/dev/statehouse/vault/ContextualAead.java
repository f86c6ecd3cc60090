package dev.statehouse.vault;

import com.google.crypto.tink.Aead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.TreeMap;

/** A key whose associated data is a context, whatever is passed to it: what an encryption context is in AWS KMS. */
record ContextualAead(Aead key, Map<String, String> context) implements Aead {

    @Override
    public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
        return key.encrypt(plaintext, contextBytes());
    }

    @Override
    public byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
        return key.decrypt(ciphertext, contextBytes());
    }

    private byte[] contextBytes() {
        return new TreeMap<>(context).toString().getBytes(StandardCharsets.UTF_8);
    }
}
