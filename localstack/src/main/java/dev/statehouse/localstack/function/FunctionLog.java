package dev.statehouse.localstack.function;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** The log file of one function: what its processes print and what the stack has to say of them. */
final class FunctionLog implements Closeable {
    private final PrintWriter writer;
    private final Clock clock;

    FunctionLog(Path file, Clock clock) throws IOException {
        Files.createDirectories(file.resolve("..").normalize());
        this.writer = new PrintWriter(
                Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND), true);
        this.clock = clock;
    }

    /** One line, after the instant and the instance's name. */
    void line(String instance, String text) {
        writer.println(clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + instance + " " + text);
    }

    /** Copies a process's output line by line until it ends, on a thread of its own. */
    void follow(String instance, InputStream output) {
        // A platform thread: reading a pipe would hold a virtual thread's carrier all the time.
        Thread.ofPlatform().daemon().name("log-" + instance).start(() -> copy(instance, output));
    }

    private void copy(String instance, InputStream output) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                line(instance, line);
            }
        } catch (IOException | UncheckedIOException e) {
            line(instance, "[stack] its output ended: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        writer.close();
    }
}
