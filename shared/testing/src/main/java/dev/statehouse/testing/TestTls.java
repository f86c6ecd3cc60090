package dev.statehouse.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A certificate for {@code localhost}, made for one test run, and both sides of TLS with it.
 *
 * @param server shows the certificate
 * @param client shows none, and takes any
 * @param authority PEM file by which clients check it
 */
record TestTls(SSLContext server, SSLContext client, Path authority) {

    private static final char[] PASSWORD = "changeit".toCharArray();

    static TestTls make() throws IOException {
        Path folder = Files.createTempDirectory("statehouse-tls");
        try {
            Path store = folder.resolve("store.p12");
            keytool(store);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD);
            }
            Path authority = folder.resolve("ca.pem");
            Files.writeString(authority, pem(keys.getCertificate("localhost").getEncoded()));
            folder.toFile().deleteOnExit();
            authority.toFile().deleteOnExit();
            Files.delete(store);
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(keys, PASSWORD);
            // As a client without the certificate: PgBouncer would check it against its own authority.
            return new TestTls(context(own.getKeyManagers()), context(null), authority);
        } catch (GeneralSecurityException unusable) {
            throw new IOException(unusable);
        }
    }

    /** The TLS of a connection that a client opened, who speaks first. */
    Socket asServer(Socket plain) throws IOException {
        return handshaken(server, plain, false);
    }

    Socket asClient(Socket plain) throws IOException {
        return handshaken(client, plain, true);
    }

    private Socket handshaken(SSLContext context, Socket plain, boolean asClient) throws IOException {
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
        socket.setUseClientMode(asClient);
        socket.startHandshake();
        return socket;
    }

    // The JDK has no other way to make a certificate.
    private static void keytool(Path store) throws IOException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made = new ProcessBuilder(
                        tool,
                        "-genkeypair",
                        "-alias",
                        "localhost",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-ext",
                        "BC=ca:true",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (made.waitFor() != 0) {
                throw new IOException(said);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    private static SSLContext context(KeyManager @Nullable [] keys) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, new TrustManager[] {new Anyone()}, new SecureRandom());
        return context;
    }

    private static String pem(byte[] certificate) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate);
        return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    }

    /** The proxy's own servers are on its machine; that certificates are checked is tested elsewhere. */
    private static final class Anyone implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
