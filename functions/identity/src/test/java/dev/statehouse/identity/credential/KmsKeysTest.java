package dev.statehouse.identity.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.statehouse.data.DataError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
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

    private @Nullable Process moto;
    private KmsClient client;
    private int port;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Process started = server();
        moto = started;
        boolean listens = false;
        for (int tries = 0; tries < 600 && !listens && started.isAlive(); tries++) {
            listens = listens();
            if (!listens) {
                Thread.sleep(100);
            }
        }
        Assumptions.assumeTrue(listens, "moto_server does not start");
        client = client(port);
    }

    private Process server() {
        try {
            return new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", String.valueOf(port))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException absent) {
            return Assumptions.abort("moto_server is not installed");
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static KmsClient client(int port) {
        return KmsClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
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
            moto.destroy();
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
        int nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = free.getLocalPort();
        }
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
