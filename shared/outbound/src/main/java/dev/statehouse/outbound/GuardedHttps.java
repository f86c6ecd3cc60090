package dev.statehouse.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.URI;
import java.net.URLConnection;
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
    private final boolean plain;
    private volatile @Nullable SSLSocketFactory tls;

    /**
     * Reads nothing yet.
     *
     * @param authorities file of PEM certificates to trust; null for the JVM's trust store
     * @param privateAddresses whether a server may be on a private network or this machine
     */
    public GuardedHttps(@Nullable String authorities, boolean privateAddresses) {
        this(authorities, privateAddresses, false);
    }

    private GuardedHttps(@Nullable String authorities, boolean privateAddresses, boolean plain) {
        this.authorities = authorities;
        this.privateAddresses = privateAddresses;
        this.plain = plain;
    }

    /**
     * Calls any address, by {@code http} as well: for servers that the operator chose, such as one on a developer's machine.
     *
     * @param authorities file of PEM certificates to trust; null for the JVM's trust store
     */
    public static GuardedHttps orPlain(@Nullable String authorities) {
        return new GuardedHttps(authorities, true, true);
    }

    /**
     * Sends one.
     *
     * @throws IOException if no answer came, in this way and time
     */
    public HttpsAnswer send(HttpsRequest request) throws IOException {
        CompletableFuture<HttpsAnswer> answer = new CompletableFuture<>();
        try (GuardedSockets sockets = new GuardedSockets(tls(), privateAddresses)) {
            Thread exchange = Thread.ofVirtual().name("outbound").start(() -> exchange(request, sockets, answer));
            try {
                return answer.get(request.whole().toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                // Closes the socket that it waits for, which need not be one of the guarded.
                exchange.interrupt();
            }
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
    private void exchange(HttpsRequest request, GuardedSockets sockets, CompletableFuture<HttpsAnswer> answer) {
        try {
            answer.complete(exchange(request, sockets));
        } catch (IOException | RuntimeException failed) {
            answer.completeExceptionally(failed);
        }
    }

    private HttpsAnswer exchange(HttpsRequest request, GuardedSockets sockets) throws IOException {
        HttpURLConnection connection = connection(request, sockets);
        try {
            byte[] body = request.body();
            if (body != null) {
                send(body, connection);
            }
            int status = connection.getResponseCode();
            String retryAfter = connection.getHeaderField("Retry-After");
            HttpsAnswer answer = new HttpsAnswer(status, retryAfter, new byte[0]);
            int most = answer.isSuccess() ? request.mostBytes() : request.mostRefusalBytes();
            return most > 0 ? new HttpsAnswer(status, retryAfter, read(connection, most)) : answer;
        } finally {
            connection.disconnect();
        }
    }

    private HttpURLConnection connection(HttpsRequest request, GuardedSockets sockets) throws IOException {
        URLConnection made = URI.create(request.url()).toURL().openConnection(Proxy.NO_PROXY);
        if (!(made instanceof HttpURLConnection connection) || !(plain || made instanceof HttpsURLConnection)) {
            throw new MalformedURLException("no https URL");
        }
        if (made instanceof HttpsURLConnection secure) {
            secure.setSSLSocketFactory(sockets);
        }
        connection.setConnectTimeout((int) request.connect().toMillis());
        connection.setReadTimeout((int) request.read().toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        request.headers().forEach(connection::setRequestProperty);
        return connection;
    }

    // Of a fixed length: else the connection might send it once more by itself.
    private static void send(byte[] body, HttpURLConnection connection) throws IOException {
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
    }

    // A refusal without a body has no stream at all.
    private static byte[] read(HttpURLConnection connection, int most) throws IOException {
        InputStream refusal = connection.getErrorStream();
        if (refusal == null && connection.getResponseCode() >= HttpURLConnection.HTTP_BAD_REQUEST) {
            return new byte[0];
        }
        try (InputStream body = refusal == null ? connection.getInputStream() : refusal) {
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
