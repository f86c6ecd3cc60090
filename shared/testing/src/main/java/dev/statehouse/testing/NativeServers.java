package dev.statehouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Servers installed on this machine, by {@code localstack/servers}. */
final class NativeServers {

    private static final Logger LOG = LoggerFactory.getLogger(NativeServers.class);

    private NativeServers() {}

    static Servers start(Path directory) {
        boolean ours = run("status", directory, ProcessBuilder.Redirect.DISCARD) != 0;
        if (ours) {
            LOG.info("Tests use native servers, in {}", directory);
            must("install", null);
            must("start", directory);
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> run("stop", directory, ProcessBuilder.Redirect.DISCARD)));
        }
        return Servers.read(directory.resolve("servers.env"));
    }

    private static void must(String command, @org.jspecify.annotations.Nullable Path directory) {
        if (run(command, directory, ProcessBuilder.Redirect.INHERIT) != 0) {
            throw new IllegalStateException("localstack/servers " + command + " failed; its message is above");
        }
    }

    private static int run(
            String command, @org.jspecify.annotations.Nullable Path directory, ProcessBuilder.Redirect output) {
        String script = Servers.root().resolve("localstack/servers").toString();
        ProcessBuilder process = directory == null
                ? new ProcessBuilder(script, command)
                : new ProcessBuilder(script, command, directory.toString());
        Path s3 = Servers.root().resolve("localstack/s3/target/lib");
        if (Files.isDirectory(s3)) {
            process.environment().putIfAbsent("S3_LIB", s3.toString());
        }
        try {
            return process.redirectOutput(output).redirectError(output).start().waitFor();
        } catch (IOException unstartable) {
            throw new UncheckedIOException(unstartable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + command + " ran", stopped);
        }
    }
}
