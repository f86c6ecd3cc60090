package dev.statehouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Redis of one test, which may be killed, frozen, flushed and filled without harm to any other. */
public final class TestRedis implements AutoCloseable {

    private static final String PASSWORD = "for-a-test";
    private static final Duration LONGEST_START = Duration.ofSeconds(10);

    private final Path folder;
    private final Path certificate;
    private final int port;
    private @Nullable Process process;

    private TestRedis(Path folder, Path certificate, int port) {
        this.folder = folder;
        this.certificate = certificate;
        this.port = port;
    }

    /** Whether this machine has the program; where servers come from Docker it may not. */
    public static boolean available() {
        try {
            return new ProcessBuilder("redis-server", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    /**
     * Starts one.
     *
     * @param folder for its certificate and its log
     */
    public static TestRedis start(Path folder) {
        Certificate certificate = Certificate.of(folder, "localhost");
        certificate.writePrivateKey(folder.resolve("localhost.key"));
        TestRedis redis = new TestRedis(folder, certificate.pem(), freePort());
        redis.start();
        return redis;
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    /** Starts it, empty, on its port. */
    public void start() {
        process = run(List.of(
                "redis-server",
                "--bind",
                "127.0.0.1",
                "--port",
                "0",
                "--tls-port",
                String.valueOf(port),
                "--tls-cert-file",
                certificate.toString(),
                "--tls-key-file",
                folder.resolve("localhost.key").toString(),
                "--tls-ca-cert-file",
                certificate.toString(),
                "--tls-auth-clients",
                "no",
                "--requirepass",
                PASSWORD,
                "--save",
                "",
                "--dir",
                folder.toString()));
        Instant deadline = Instant.now().plus(LONGEST_START);
        while (!listens()) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("Redis does not start; see " + folder.resolve("redis.log"));
            }
            sleep();
        }
    }

    private boolean listens() {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    /** Settings of a context that uses it; over those of {@link TestDatabase#properties}. */
    public Map<String, Object> properties() {
        return Map.of(
                "redis.host",
                "localhost",
                "redis.port",
                port,
                "redis.password",
                PASSWORD,
                "redis.ca",
                certificate.toString());
    }

    /** Ends it as a crash does: at once, with all that it held. */
    public void kill() {
        process().destroyForcibly();
        try {
            process().waitFor();
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    /** Makes it stand still: its connections stay open and get no answer. */
    public void freeze() {
        Signals.send("STOP", process().pid());
    }

    /** Lets it go on, with all that was sent to it meanwhile. */
    public void thaw() {
        Signals.send("CONT", process().pid());
    }

    /** Runs one command; {@code redis.command("FLUSHALL")}. */
    public String command(String... words) {
        List<String> all = new ArrayList<>(List.of(
                "redis-cli",
                "--tls",
                "--cacert",
                certificate.toString(),
                "-h",
                "localhost",
                "-p",
                String.valueOf(port)));
        all.addAll(List.of("-e", "-a", PASSWORD, "--no-auth-warning"));
        all.addAll(List.of(words));
        try {
            Process client = new ProcessBuilder(all).redirectErrorStream(true).start();
            String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (client.waitFor() != 0) {
                throw new IllegalStateException(answer);
            }
            return answer;
        } catch (IOException unstartable) {
            throw new UncheckedIOException(unstartable);
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    private Process run(List<String> command) {
        try {
            Path log = Files.createDirectories(folder).resolve("redis.log");
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException unstartable) {
            throw new UncheckedIOException(unstartable);
        }
    }

    private Process process() {
        if (process == null) {
            throw new IllegalStateException("Redis was not started");
        }
        return process;
    }

    private static void sleep() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    private static IllegalStateException interrupted(InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(stopped);
    }

    @Override
    public void close() {
        kill();
    }
}
