package dev.statehouse.crud.webhook;

import dev.statehouse.data.Ids;
import dev.statehouse.vault.CredentialCipher;
import dev.statehouse.vault.CredentialPlace;
import dev.statehouse.vault.EncryptedValue;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;

/**
 * A secret on its way from its maker to its receiver and, encrypted, to its row.
 *
 * @param id of its row
 * @param text as receivers' libraries take it (Standard Webhooks): {@code whsec_} and 32 random bytes in base64
 */
record SigningSecret(UUID id, String text, EncryptedValue stored) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    /** Makes one, and encrypts it: what may call AWS KMS, so it is done outside of transactions. */
    static SigningSecret make(CredentialCipher cipher, UUID workspace) {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        String text = "whsec_" + Base64.getEncoder().encodeToString(bytes);
        UUID id = Ids.next();
        return new SigningSecret(id, text, cipher.encrypt(CredentialPlace.ofWebhookSecret(workspace, id), text));
    }

    /** Without the secret, for a log would keep it. */
    @Override
    public String toString() {
        return "secret " + id;
    }
}
