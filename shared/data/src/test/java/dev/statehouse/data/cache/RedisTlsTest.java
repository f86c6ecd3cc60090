package dev.statehouse.data.cache;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.testing.Certificate;
import dev.statehouse.testing.Servers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis is who it says it is, or it is not asked; the request is served without it. */
class RedisTlsTest {

    private static final int PATIENT_MS = 10_000;

    private final Servers servers = Servers.running();

    @TempDir
    private Path folder;

    @Test
    void theRightCertificateIsAccepted() {
        assertTrue(ping(servers.port("REDIS_PORT"), servers.get("CA_CERT")));
    }

    @Test
    void anAuthorityThatIsNotOursIsRefused() {
        Certificate ours = Certificate.of(folder, "localhost");
        assertFalse(ping(servers.port("REDIS_PORT"), ours.pem().toString()));
    }

    @Test
    void aTrustedCertificateOfThisNameIsAccepted() throws IOException {
        assertTrue(pingThrough(Certificate.of(folder, "localhost")));
    }

    @Test
    void aTrustedCertificateOfAnotherNameIsRefused() throws IOException {
        assertFalse(pingThrough(Certificate.of(folder, "elsewhere.example")));
    }

    private boolean ping(int port, String ca) {
        Redis redis = new Redis(new RedisSettings("localhost", port, servers.get("REDIS_PASSWORD"), PATIENT_MS, ca));
        try {
            return redis.isThere();
        } finally {
            redis.close();
        }
    }

    private boolean pingThrough(Certificate shown) throws IOException {
        try (ServerSocket listening =
                shown.server().getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> relay(listening));
            return ping(listening.getLocalPort(), shown.pem().toString());
        }
    }

    private void relay(ServerSocket listening) {
        try (Socket client = listening.accept();
                Socket redis = Certificate.client(Path.of(servers.get("CA_CERT")))
                        .getSocketFactory()
                        .createSocket("localhost", servers.port("REDIS_PORT"))) {
            Thread.ofVirtual().start(() -> copy(redis, client));
            copy(client, redis);
        } catch (IOException closed) {
            // The client refused us, or is done.
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException closed) {
            // By one of both ends.
        }
    }
}
