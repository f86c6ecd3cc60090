package dev.statehouse.localstack;

import dev.statehouse.localstack.echo.DecidingAuthorizer;
import dev.statehouse.localstack.echo.EchoFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The test's template on free ports, its functions packaged from this module's own test classes. */
public final class EchoStack implements AutoCloseable {
    private final Path directory;
    private final Stack stack;
    private final int port;

    private EchoStack(Path directory, Stack stack) {
        this.directory = directory;
        this.stack = stack;
        this.port = Integer.parseInt(stack.baseUrl().substring("http://localhost:".length()));
    }

    /** Starts it, with options beyond those that every test needs. */
    public static EchoStack start(Path directory, String... options) throws IOException {
        writeArtefact(directory, Map.of());
        List<String> arguments = new ArrayList<>(List.of(
                "--template", template().toString(),
                "--artefacts", directory.toString(),
                "--directory", directory.resolve("stack").toString(),
                "--runtime", runtime().toString()));
        if (!Arrays.asList(options).contains("--port")) {
            arguments.addAll(List.of("--port", "0"));
        }
        arguments.addAll(Arrays.asList(options));
        return new EchoStack(
                directory, Stack.start(Options.parse(arguments.toArray(String[]::new)), Clock.systemUTC()));
    }

    /** Writes the zip of the functions, with further entries. */
    public static void writeArtefact(Path directory, Map<String, String> more) throws IOException {
        try (OutputStream file = Files.newOutputStream(directory.resolve("echo.zip"));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Class<?> type : List.of(EchoFunction.class, DecidingAuthorizer.class)) {
                String name = type.getName().replace('.', '/') + ".class";
                zip.putNextEntry(new ZipEntry(name));
                try (InputStream bytes = Objects.requireNonNull(type.getResourceAsStream("/" + name))) {
                    bytes.transferTo(zip);
                }
            }
            for (Map.Entry<String, String> entry : more.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    public static Path template() {
        return resource("/template.yaml");
    }

    /** Where the build puts the jars of the runtime interface client. */
    public static Path runtime() {
        return resource("/template.yaml").resolveSibling("../runtime").normalize();
    }

    public Path directory() {
        return directory;
    }

    public int port() {
        return port;
    }

    public int adminPort() {
        return Integer.parseInt(stack.adminUrl().substring("http://localhost:".length()));
    }

    public Wire.Response send(String head) throws IOException {
        return Wire.send(port, head);
    }

    public Wire.Response send(String head, byte[] body) throws IOException {
        return Wire.send(port, head, body);
    }

    /** What the function answers when it is asked to do something first. */
    public Wire.Response ask(String method, String path, String what) throws IOException {
        return send("%s %s HTTP/1.1\nhost: localhost\nx-do: %s".formatted(method, path, what));
    }

    /** Lets the function answer exactly this. */
    public Wire.Response answering(String method, String answer) throws IOException {
        String encoded = Base64.getEncoder().encodeToString(answer.getBytes(StandardCharsets.UTF_8));
        return send("%s /echo HTTP/1.1\nhost: localhost\nx-answer: %s".formatted(method, encoded));
    }

    @Override
    public void close() {
        stack.close();
    }

    private static Path resource(String name) {
        try {
            return Path.of(
                    Objects.requireNonNull(EchoStack.class.getResource(name)).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
