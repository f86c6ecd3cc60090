package dev.statehouse.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Assumptions;

/** A stand-in for AWS, where {@code moto_server} is installed; a test that starts it is not run elsewhere. */
public final class Moto implements AutoCloseable {

    private final Process process;
    private final int port;

    private Moto(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    public static Moto start() throws IOException, InterruptedException {
        int port = freePort();
        Moto moto = new Moto(process(port), port);
        boolean listens = false;
        for (int tries = 0; tries < 600 && !listens && moto.process.isAlive(); tries++) {
            listens = moto.listens();
            if (!listens) {
                Thread.sleep(100);
            }
        }
        Assumptions.assumeTrue(listens, "moto_server does not start");
        return moto;
    }

    /** A port that nobody listens on. */
    public static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static Process process(int port) {
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

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
