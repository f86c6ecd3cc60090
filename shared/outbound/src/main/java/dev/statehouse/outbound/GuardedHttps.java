package dev.statehouse.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests over HTTPS to the public internet, each within its time, and to nowhere else than asked: no redirect is
 * followed, no proxy asked, no request sent twice. Thread-safe.
 */
public final class GuardedHttps {

    private final @Nullable String authorities;
    private final boolean privateAddresses;
    private volatile @Nullable SSLSocketFactory tls;

    /**
     * Reads nothing yet.
     *
     * @param authorities file of PEM certificates to trust; null for the JVM's trust store
     * @param privateAddresses whether a server may be on a private network or this machine
     */
    public GuardedHttps(@Nullable String authorities, boolean privateAddresses) {
        this.authorities = authorities;
        this.privateAddresses = privateAddresses;
    }

    /**
     * Sends one.
     *
     * @throws IOException if no answer came, in this way and time
     */
    public HttpsAnswer send(HttpsRequest request) throws IOException {
        CompletableFuture<HttpsAnswer> answer = new CompletableFuture<>();
        try (GuardedSockets sockets = new GuardedSockets(tls(), privateAddresses)) {
            Thread.ofVirtual().name("outbound").start(() -> exchange(request, sockets, answer));
            return answer.get(request.whole().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        } catch (TimeoutException slow) {
            throw new IOException("no answer within " + request.whole(), slow);
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        }
    }

    @SuppressWarnings("CatchingUnchecked") // Whatever it is, the thread that waits is to hear of it.
    private static void exchange(HttpsRequest request, GuardedSockets sockets, CompletableFuture<HttpsAnswer> answer) {
        try {
            answer.complete(exchange(request, sockets));
        } catch (IOException | RuntimeException failed) {
            answer.completeExceptionally(failed);
        }
    }

    private static HttpsAnswer exchange(HttpsRequest request, GuardedSockets sockets) throws IOException {
        HttpsURLConnection connection = connection(request, sockets);
        try {
            byte[] body = request.body();
            if (body != null) {
                send(body, connection);
            }
            int status = connection.getResponseCode();
            String retryAfter = connection.getHeaderField("Retry-After");
            HttpsAnswer answer = new HttpsAnswer(status, retryAfter, new byte[0]);
            return answer.isSuccess() && request.mostBytes() > 0
                    ? new HttpsAnswer(status, retryAfter, read(connection, request.mostBytes()))
                    : answer;
        } finally {
            connection.disconnect();
        }
    }

    private static HttpsURLConnection connection(HttpsRequest request, GuardedSockets sockets) throws IOException {
        if (!(URI.create(request.url()).toURL().openConnection(Proxy.NO_PROXY)
                instanceof HttpsURLConnection connection)) {
            throw new MalformedURLException("no https URL");
        }
        connection.setSSLSocketFactory(sockets);
        connection.setConnectTimeout((int) request.connect().toMillis());
        connection.setReadTimeout((int) request.read().toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        request.headers().forEach(connection::setRequestProperty);
        return connection;
    }

    // Of a fixed length: else the connection might send it once more by itself.
    private static void send(byte[] body, HttpsURLConnection connection) throws IOException {
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
    }

    private static byte[] read(HttpsURLConnection connection, int most) throws IOException {
        try (InputStream body = connection.getInputStream()) {
            return body.readNBytes(most);
        }
    }

    private SSLSocketFactory tls() throws IOException {
        SSLSocketFactory made = tls;
        if (made == null) {
            made = Trust.in(authorities);
            tls = made;
        }
        return made;
    }
}
