package dev.statehouse.testing;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Stands between a client and PgBouncer, TLS on both sides, and notes what the client says: the server's own log would
 * hold what the pooler sends as well. Protocol: PostgreSQL manual, "Frontend/Backend Protocol". Thread-safe.
 */
public final class WireTap implements AutoCloseable {

    private static final int SSL_REQUEST = 80877103;

    private final ServerSocket listening;
    private final Certificate certificate;
    private final Servers servers;
    private final int target;
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final AtomicInteger flights = new AtomicInteger();

    /**
     * A statement that a client sent.
     *
     * @param name of the prepared statement; empty for the unnamed one, which lives until the next
     */
    public record Sent(String name, String sql) {}

    private WireTap(ServerSocket listening, Certificate certificate, Servers servers, int target) {
        this.listening = listening;
        this.certificate = certificate;
        this.servers = servers;
        this.target = target;
    }

    /**
     * Starts listening.
     *
     * @param certificate shown to clients
     */
    public static WireTap on(Servers servers, Certificate certificate) {
        return on(servers, servers.port("PGBOUNCER_PORT"), certificate);
    }

    /** The same before another of the servers, which is TLS's too. */
    public static WireTap on(Servers servers, int target, Certificate certificate) {
        try {
            WireTap tap = new WireTap(
                    new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), certificate, servers, target);
            daemon(tap::accept);
            return tap;
        } catch (IOException unavailable) {
            throw new UncheckedIOException(unavailable);
        }
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** PEM file that a client trusts to come through here. */
    public Path trusted() {
        return certificate.pem();
    }

    public List<Sent> sent() {
        return List.copyOf(sent);
    }

    /** How often a client waited for the server. */
    public int flights() {
        return flights.get();
    }

    public void forget() {
        sent.clear();
        flights.set(0);
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            daemon(() -> relay(client));
        }
    }

    private void relay(Socket plainClient) throws IOException {
        try (Socket client = secured(plainClient);
                Socket server = connect()) {
            AtomicBoolean answered = new AtomicBoolean();
            daemon(() -> passAnswers(server, client, answered));
            passMessages(client, server, answered);
        }
    }

    private SSLSocket secured(Socket client) throws IOException {
        client.setTcpNoDelay(true);
        DataInputStream in = new DataInputStream(client.getInputStream());
        in.readInt();
        if (in.readInt() != SSL_REQUEST) {
            throw new IOException("a client that does not ask for TLS");
        }
        client.getOutputStream().write('S');
        SSLSocket secured = layered(certificate.server(), client);
        secured.setUseClientMode(false);
        secured.startHandshake();
        return secured;
    }

    private SSLSocket connect() throws IOException {
        Socket plain = new Socket(servers.get("POSTGRES_HOST"), target);
        plain.setTcpNoDelay(true);
        DataOutputStream out = new DataOutputStream(plain.getOutputStream());
        out.writeInt(8);
        out.writeInt(SSL_REQUEST);
        if (plain.getInputStream().read() != 'S') {
            throw new IOException("the server refused TLS");
        }
        SSLSocket secured = layered(Certificate.client(Path.of(servers.get("CA_CERT"))), plain);
        secured.startHandshake();
        return secured;
    }

    private static SSLSocket layered(SSLContext context, Socket plain) throws IOException {
        return (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
    }

    private void passMessages(Socket client, Socket server, AtomicBoolean answered) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
        DataOutputStream out = new DataOutputStream(server.getOutputStream());
        pass(in, out, (char) 0);
        while (true) {
            int type = in.read();
            if (type < 0) {
                return;
            }
            if (answered.getAndSet(false)) {
                flights.incrementAndGet();
            }
            note((char) type, pass(in, out, (char) type));
        }
    }

    /** One message: its type but for the first, its length, which counts itself, and its content. */
    private static byte[] pass(DataInputStream in, DataOutputStream out, char type) throws IOException {
        int length = in.readInt();
        byte[] content = in.readNBytes(length - 4);
        byte[] whole = new byte[content.length + (type == 0 ? 4 : 5)];
        ByteBuffer buffer = ByteBuffer.wrap(whole);
        if (type != 0) {
            buffer.put((byte) type);
        }
        buffer.putInt(length).put(content);
        out.write(whole);
        out.flush();
        return content;
    }

    private void note(char type, byte[] content) {
        String[] strings = new String(content, StandardCharsets.UTF_8).split("\0", 3);
        if (type == 'P') {
            sent.add(new Sent(strings[0], strings[1]));
        } else if (type == 'Q') {
            sent.add(new Sent("", strings[0]));
        }
    }

    private static void passAnswers(Socket server, Socket client, AtomicBoolean answered) throws IOException {
        InputStream in = server.getInputStream();
        OutputStream out = client.getOutputStream();
        byte[] buffer = new byte[16_384];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            answered.set(true);
            out.write(buffer, 0, read);
            out.flush();
        }
        client.close();
    }

    /** Work that ends with its sockets, whose closing is no failure. */
    @FunctionalInterface
    private interface SocketWork {
        void run() throws IOException;
    }

    private static void daemon(SocketWork work) {
        Thread.ofVirtual().start(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // By one of both ends.
            }
        });
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException unclosable) {
            throw new UncheckedIOException(unclosable);
        }
    }
}
