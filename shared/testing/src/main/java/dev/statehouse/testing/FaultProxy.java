package dev.statehouse.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A wire to PgBouncer or PostgreSQL that breaks when it is told to. It ends TLS itself, since the moment that matters is
 * when a client says COMMIT; clients trust {@link #authority()}, and it trusts the server on the loopback address.
 *
 * <p>Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {

    private static final int CHUNK = 16_384;
    private static final int SSL_REQUEST_BYTES = 8;

    /** When a connection is cut. */
    public enum Cut {
        NEVER,
        /** COMMIT does not reach the server, which therefore rolls back. */
        BEFORE_COMMIT,
        /** COMMIT reaches the server, which obeys, and the answer is lost: the client can't know which of the two it was. */
        AFTER_COMMIT,
        /** No statement reaches the server, and none is answered. */
        BEFORE_ANY
    }

    private final Servers servers;
    private final int target;
    private final TestTls tls;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile Cut cut = Cut.NEVER;

    private FaultProxy(Servers servers, int target, TestTls tls, ServerSocket server) {
        this.servers = servers;
        this.target = target;
        this.tls = tls;
        this.server = server;
    }

    /** On a free port of the loopback address; at first all passes. */
    public static FaultProxy before(Servers servers, int port) {
        try {
            FaultProxy proxy = new FaultProxy(
                    servers, port, TestTls.make(), new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        } catch (IOException unavailable) {
            throw new UncheckedIOException(unavailable);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /** PEM file with the authority behind the proxy's certificate for {@code localhost}. */
    public Path authority() {
        return tls.authority();
    }

    /** From now on, each COMMIT of each connection ends it so, or each statement. */
    public void cut(Cut when) {
        cut = when;
    }

    /** Connections cut so far. */
    public int cuts() {
        return cuts.get();
    }

    /** Ends all connections that are open, as a restarted pooler would. */
    public void cutNow() {
        open.forEach(FaultProxy::end);
    }

    @Override
    public void close() {
        end(server);
        cutNow();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                // The loop ends, or the next client comes.
            }
        }
    }

    private void serve(Socket plainClient) {
        try (plainClient;
                Socket plainUpstream = new Socket(servers.get("POSTGRES_HOST"), target)) {
            open.add(plainUpstream);
            plainUpstream.setTcpNoDelay(true);
            plainClient.setTcpNoDelay(true);
            byte[] request = plainClient.getInputStream().readNBytes(SSL_REQUEST_BYTES);
            plainUpstream.getOutputStream().write(request);
            if (plainUpstream.getInputStream().read() != 'S') {
                throw new IOException("the server has no TLS");
            }
            plainClient.getOutputStream().write('S');
            try (Socket client = tls.asServer(plainClient);
                    Socket upstream = tls.asClient(plainUpstream)) {
                AtomicBoolean swallow = new AtomicBoolean();
                Thread answers = Thread.ofVirtual().start(() -> answers(upstream, client, swallow));
                requests(client, upstream, swallow);
                answers.join();
            }
        } catch (IOException ended) {
            // Either side went away: so does the other.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(plainClient);
        }
    }

    private void requests(Socket client, Socket upstream, AtomicBoolean swallow) throws IOException {
        byte[] buffer = new byte[CHUNK];
        InputStream in = client.getInputStream();
        OutputStream out = upstream.getOutputStream();
        for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
            Cut now = now(buffer, size);
            if (now != Cut.NEVER) {
                cuts.incrementAndGet();
            }
            if (now == Cut.BEFORE_COMMIT || now == Cut.BEFORE_ANY) {
                break;
            }
            swallow.set(now == Cut.AFTER_COMMIT);
            out.write(buffer, 0, size);
            out.flush();
        }
        end(upstream);
        end(client);
    }

    private Cut now(byte[] buffer, int size) {
        Cut asked = cut;
        boolean concerned = asked == Cut.BEFORE_ANY ? isStatement(buffer) : commits(buffer, size);
        return concerned ? asked : Cut.NEVER;
    }

    // A simple query, or the parsing of one.
    private static boolean isStatement(byte[] buffer) {
        return buffer[0] == 'Q' || buffer[0] == 'P';
    }

    private static void answers(Socket upstream, Socket client, AtomicBoolean swallow) {
        byte[] buffer = new byte[CHUNK];
        try {
            InputStream in = upstream.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int size = in.read(buffer); size >= 0 && !swallow.get(); size = in.read(buffer)) {
                out.write(buffer, 0, size);
                out.flush();
            }
        } catch (IOException ended) {
            // Below.
        } finally {
            end(upstream);
            end(client);
        }
    }

    // pgjdbc sends COMMIT in a flight of its own, of some fifty bytes.
    private static boolean commits(byte[] buffer, int size) {
        return new String(buffer, 0, size, StandardCharsets.ISO_8859_1).contains("COMMIT");
    }

    private static void end(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception gone) {
            // It is closed either way.
        }
    }
}
