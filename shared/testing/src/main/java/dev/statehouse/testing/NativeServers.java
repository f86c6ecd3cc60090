package dev.statehouse.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Servers installed on this machine, by {@code localstack/servers}. */
final class NativeServers {

    private static final Logger LOG = LoggerFactory.getLogger(NativeServers.class);

    private NativeServers() {}

    static Servers start(Path directory) {
        if (run(List.of("status", directory.toString()), line -> {}) != 0) {
            LOG.info("Tests use native servers, in {}", directory);
            must("install");
            must("start", directory.toString());
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> run(List.of("stop", directory.toString()), line -> {})));
        }
        return Servers.read(directory.resolve("servers.env"));
    }

    /** Starts or stops the standby of the servers in a directory, and tells where they are then. */
    static Servers replica(Path directory, boolean up) {
        must(up ? "start-replica" : "stop-replica", directory.toString());
        return Servers.read(directory.resolve("servers.env"));
    }

    private static void must(String... command) {
        List<String> lines = new ArrayList<>();
        int status = run(List.of(command), line -> {
            LOG.info("{}", line);
            lines.add(line);
        });
        if (status != 0) {
            throw new IllegalStateException("localstack/servers " + command[0] + ": " + String.join("\n", lines));
        }
    }

    // Its lines never go to this process's own streams: Maven reads those in the machine's locale, and closes them at
    // the
    // first character that this does not know.
    private static int run(List<String> command, Consumer<String> line) {
        ProcessBuilder builder =
                new ProcessBuilder(Servers.root().resolve("localstack/servers").toString());
        builder.command().addAll(command);
        Path s3 = Servers.root().resolve("localstack/s3/target/lib");
        if (Files.isDirectory(s3)) {
            builder.environment().putIfAbsent("S3_LIB", s3.toString());
        }
        try {
            Process process = builder.redirectErrorStream(true).start();
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                output.lines().forEach(line);
            }
            return process.waitFor();
        } catch (IOException unstartable) {
            throw new UncheckedIOException(unstartable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + command + " ran", stopped);
        }
    }
}
