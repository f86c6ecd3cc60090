package dev.statehouse.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A {@link WorkerProcess} from the outside. Each contender has its own JVM, so that none warms another's code. */
final class Worker implements Contender, AutoCloseable {

    // As Lambda runs it (AWS Lambda Developer Guide, "Customizing the Java runtime"), with a heap of a middling
    // function.
    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-Xms512m", "-Xmx512m");

    private static final Pattern PROTOCOL = Pattern.compile("READY|PORT |OUTCOME ");

    private final String name;
    private final Process process;
    private final BufferedReader out;
    private final Writer in;
    private int port;

    private Worker(String name, Process process) {
        this.name = name;
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        for (String line = read(); !line.equals("READY"); line = read()) {
            if (line.startsWith("PORT ")) {
                port = Integer.parseInt(line.substring("PORT ".length()));
            }
        }
    }

    /** @param jvm further flags of the JVM */
    static Worker start(String name, Class<?> main, Map<String, String> environment, String... jvm) {
        Path log = Shell.target().resolve(main.getSimpleName() + ".log");
        List<String> command = new ArrayList<>();
        command.add(Java.EXECUTABLE);
        command.addAll(JVM);
        command.addAll(List.of(jvm));
        command.addAll(List.of("-cp", Java.CLASS_PATH, main.getName()));
        return new Worker(name, Shell.start(environment, log, command));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    /** Where it serves HTTP; 0 where it does not. */
    int port() {
        return port;
    }

    @Override
    public Outcome run(Requests requests, int connections, Duration duration) {
        try {
            in.write("%s %s %d %d\n".formatted(requests.name(), requests.file(), connections, duration.toMillis()));
            in.flush();
            return Outcome.parse(read());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private String read() {
        try {
            String line = out.readLine();
            // What is not the protocol's is the function's log.
            while (line != null && !PROTOCOL.matcher(line).lookingAt()) {
                line = out.readLine();
            }
            if (line == null) {
                throw new IllegalStateException(name + " ended; see " + Shell.target() + "/*.log");
            }
            return line;
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
