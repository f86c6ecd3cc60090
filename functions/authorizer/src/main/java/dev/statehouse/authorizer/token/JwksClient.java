package dev.statehouse.authorizer.token;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the keys of an issuer over HTTPS: 256 KB at most, within three seconds, from the public internet, and from nowhere
 * else than asked. Thread-safe.
 */
@Singleton
class JwksClient {

    private static final int MOST_BYTES = 262_144;
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration READ = Duration.ofSeconds(2);

    /** However slowly an issuer drips. */
    private static final Duration ALL = Duration.ofSeconds(3);

    private static final int OK = 200;

    private final JwksSettings settings;
    private volatile @Nullable SSLSocketFactory tls;

    JwksClient(JwksSettings settings) {
        this.settings = settings;
    }

    /** @throws IOException if the issuer does not give them, in this way and time */
    byte[] fetch(String url) throws IOException {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        try (GuardedSockets sockets = new GuardedSockets(tls(), settings.privateAddresses())) {
            Thread.ofVirtual().name("jwks").start(() -> exchange(url, sockets, answer));
            return answer.get(ALL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        } catch (TimeoutException slow) {
            throw new IOException("no answer within " + ALL, slow);
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        }
    }

    @SuppressWarnings("CatchingUnchecked") // Whatever it is, the thread that waits is to hear of it.
    private static void exchange(String url, GuardedSockets sockets, CompletableFuture<byte[]> answer) {
        try {
            answer.complete(get(url, sockets));
        } catch (IOException | RuntimeException failed) {
            answer.completeExceptionally(failed);
        }
    }

    private static byte[] get(String url, GuardedSockets sockets) throws IOException {
        HttpsURLConnection connection =
                (HttpsURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
        connection.setSSLSocketFactory(sockets);
        connection.setConnectTimeout((int) CONNECT.toMillis());
        connection.setReadTimeout((int) READ.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", "application/jwk-set+json, application/json");
        try {
            if (connection.getResponseCode() != OK) {
                throw new IOException("the status is " + connection.getResponseCode());
            }
            try (InputStream body = connection.getInputStream()) {
                return read(body);
            }
        } finally {
            connection.disconnect();
        }
    }

    private static byte[] read(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new IOException("more than " + MOST_BYTES + " bytes");
        }
        return bytes;
    }

    private SSLSocketFactory tls() throws IOException {
        SSLSocketFactory made = tls;
        if (made == null) {
            made = settings.ca() == null
                    ? (SSLSocketFactory) SSLSocketFactory.getDefault()
                    : trusting(Path.of(settings.ca()));
            tls = made;
        }
        return made;
    }

    private static SSLSocketFactory trusting(Path authorities) throws IOException {
        try (InputStream pem = Files.newInputStream(authorities)) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            for (Certificate authority : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("authority-" + trusted.size(), authority);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException unusable) {
            throw new IOException(unusable);
        }
    }
}
