package dev.statehouse.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * A longer wire to a server: passes bytes on, each way after a delay, and counts the flights. A flight is what a client
 * sends before it waits for an answer, so a request that makes two of them pays the distance twice.
 *
 * <p>Thread-safe.
 */
public final class DelayProxy implements AutoCloseable {

    private static final int CHUNK = 16_384;
    private static final Chunk END = new Chunk(new byte[0], 0);

    private final String host;
    private final int target;
    private final ServerSocket server;
    private final LongAdder flights = new LongAdder();
    private volatile Duration delay = Duration.ZERO;

    private static final class Chunk {
        private final byte[] bytes;
        private final long due;

        Chunk(byte[] bytes, long due) {
            this.bytes = bytes;
            this.due = due;
        }

        boolean isEnd() {
            return bytes.length == 0;
        }
    }

    private DelayProxy(String host, int target, ServerSocket server) {
        this.host = host;
        this.target = target;
        this.server = server;
    }

    /** Starts a proxy on a free port of the loopback address, without delay at first. */
    public static DelayProxy before(String host, int port) throws IOException {
        DelayProxy proxy = new DelayProxy(host, port, new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(proxy::accept);
        return proxy;
    }

    /** Where clients connect instead. */
    public int port() {
        return server.getLocalPort();
    }

    /**
     * Lengthens the wire, from now on.
     *
     * @param each added to each direction
     */
    public void delay(Duration each) {
        delay = each;
    }

    /** Flights of all connections so far, their handshakes included. */
    public long flights() {
        return flights.sum();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket upstream = new Socket(host, target);
                client.setTcpNoDelay(true);
                upstream.setTcpNoDelay(true);
                AtomicBoolean answered = new AtomicBoolean(true);
                pass(client, upstream, () -> {
                    if (answered.getAndSet(false)) {
                        flights.increment();
                    }
                });
                pass(upstream, client, () -> answered.set(true));
            } catch (IOException refused) {
                // Closed, or the server is away: the client sees its connection end.
            }
        }
    }

    // A reader and a writer for each direction, so that what is on its way does not hold up what comes after it.
    private void pass(Socket from, Socket to, Runnable arrived) {
        BlockingQueue<Chunk> wire = new LinkedBlockingQueue<>();
        Thread.ofVirtual().start(() -> {
            read(from, wire, arrived);
            wire.add(END);
        });
        // A platform thread: its parking is exact to some 50 microseconds, a virtual one's to a millisecond.
        Thread.ofPlatform().daemon().start(() -> write(wire, to));
    }

    private void read(Socket from, BlockingQueue<Chunk> wire, Runnable arrived) {
        byte[] buffer = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
                arrived.run();
                wire.add(new Chunk(Arrays.copyOf(buffer, size), System.nanoTime() + delay.toNanos()));
            }
        } catch (IOException gone) {
            // The other direction ends with it.
        }
    }

    private static void write(BlockingQueue<Chunk> wire, Socket to) {
        try (to) {
            OutputStream out = to.getOutputStream();
            for (Chunk chunk = wire.take(); !chunk.isEnd(); chunk = wire.take()) {
                for (long left = chunk.due - System.nanoTime(); left > 0; left = chunk.due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                out.write(chunk.bytes);
            }
        } catch (IOException gone) {
            // As above.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes no further connections; those that are open end with their ends. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException unclosable) {
            throw new UncheckedIOException(unclosable);
        }
    }
}
