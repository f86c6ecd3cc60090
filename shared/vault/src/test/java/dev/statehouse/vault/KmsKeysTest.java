package dev.statehouse.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.statehouse.data.DataError;
import dev.statehouse.testing.Moto;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

/** Against moto's KMS, where {@code moto_server} is installed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KmsKeysTest {

    private @Nullable Moto moto;
    private KmsClient client;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        moto = Moto.start();
        client = client(moto.endpoint());
    }

    private static KmsClient client(URI endpoint) {
        return KmsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @AfterAll
    void stop() {
        if (client != null) {
            client.close();
        }
        if (moto != null) {
            moto.close();
        }
    }

    private final CredentialPlace place = CredentialPlace.of(UUID.randomUUID(), UUID.randomUUID());

    private String newKey() {
        return client.createKey().keyMetadata().arn();
    }

    @Test
    void aValueComesBackFromItsPlaceAlone() {
        String arn = newKey();
        CredentialCipher cipher = new CredentialCipher(new KmsKeys(client, arn, Set.of(arn)));
        EncryptedValue stored = cipher.encrypt(place, "canary");
        assertEquals(arn, stored.keyName());
        assertEquals("canary", cipher.decrypt(place, stored));
        CredentialPlace elsewhere = CredentialPlace.of(place.workspaceId(), UUID.randomUUID());
        assertThrows(DamagedCredentialException.class, () -> cipher.decrypt(elsewhere, stored));
    }

    @Test
    void anotherKeyRotatesAndTheOldOneStillReads() {
        String old = newKey();
        String present = newKey();
        EncryptedValue stored = new CredentialCipher(new KmsKeys(client, old, Set.of(old))).encrypt(place, "canary");
        CredentialCipher next = new CredentialCipher(new KmsKeys(client, present, Set.of(old, present)));
        EncryptedValue renewed = next.encrypt(place, next.decrypt(place, stored));
        assertEquals(present, renewed.keyName());
        assertEquals("canary", next.decrypt(place, renewed));
    }

    @Test
    void aKeyThatIsNotListedIsNeverAsked() {
        String strangers = newKey();
        String ours = newKey();
        EncryptedValue planted =
                new CredentialCipher(new KmsKeys(client, strangers, Set.of(strangers))).encrypt(place, "planted");
        CredentialCipher cipher = new CredentialCipher(new KmsKeys(client, ours, Set.of(ours)));
        assertUnavailable(cipher, planted);
    }

    @Test
    void everyFlippedByteIsRefused() {
        String arn = newKey();
        CredentialCipher cipher = new CredentialCipher(new KmsKeys(client, arn, Set.of(arn)));
        EncryptedValue stored = cipher.encrypt(place, "canary");
        for (int i = 0; i < stored.ciphertext().length; i++) {
            byte[] flipped = stored.ciphertext().clone();
            flipped[i] ^= 1;
            EncryptedValue changed = new EncryptedValue(arn, flipped);
            RuntimeException refused =
                    assertThrows(RuntimeException.class, () -> cipher.decrypt(place, changed), "byte " + i);
            assertEquals(
                    true,
                    refused instanceof DamagedCredentialException || refused instanceof DataError,
                    refused.toString());
        }
    }

    @Test
    void anUnreachableServiceIsUnavailable() throws IOException {
        URI nobody = URI.create("http://127.0.0.1:" + Moto.freePort());
        String arn = newKey();
        EncryptedValue stored = new CredentialCipher(new KmsKeys(client, arn, Set.of(arn))).encrypt(place, "canary");
        try (KmsClient dead = client(nobody)) {
            assertUnavailable(new CredentialCipher(new KmsKeys(dead, arn, Set.of(arn))), stored);
        }
    }

    private void assertUnavailable(CredentialCipher cipher, EncryptedValue stored) {
        DataError refused = assertThrows(DataError.class, () -> cipher.decrypt(place, stored));
        assertEquals(DataError.Kind.UNAVAILABLE, refused.kind());
    }
}
