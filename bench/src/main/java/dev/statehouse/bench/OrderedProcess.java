package dev.statehouse.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A process that says READY, then obeys a line at a time and answers each with an {@link Outcome}'s line. */
final class OrderedProcess implements AutoCloseable {

    private final String name;
    private final Process process;
    private final BufferedReader out;
    private final Writer in;

    private OrderedProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        await("READY");
    }

    static OrderedProcess start(String name, Map<String, String> environment, List<String> command) {
        Path log = Shell.target().resolve(name.replaceAll("\\W+", "-") + ".log");
        return new OrderedProcess(name, Shell.start(environment, log, command));
    }

    Outcome obey(String order) {
        try {
            in.write(order + "\n");
            in.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        return Outcome.parse(await("OUTCOME "));
    }

    // What is not the protocol's is the process's log.
    private String await(String beginning) {
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(beginning)) {
                    return line;
                }
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        throw new IllegalStateException(name + " ended; see " + Shell.target() + "/*.log");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            // Until then its connections are there.
            process.waitFor();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
