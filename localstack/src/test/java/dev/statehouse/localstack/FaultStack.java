package dev.statehouse.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The whole product as users run it: packaged functions behind the gateway, on servers of its own that tests may break. */
final class FaultStack implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("statehouse.root")));
    private static final Path DIRECTORY = ROOT.resolve("localstack/target/faults");

    private static final Path STORE = ROOT.resolve("localstack/s3/target/lib");

    private final Map<String, String> servers;
    private final Stack stack;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private FaultStack(Map<String, String> servers, Stack stack) {
        this.servers = servers;
        this.stack = stack;
    }

    /** An answer of the gateway, and how long it took. */
    record Answer(int status, Map<String, List<String>> headers, String body, Duration took) {

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException notJson) {
                throw new AssertionError(status + " " + body, notJson);
            }
        }

        /** The value at a JSON pointer, as text. */
        String text(String pointer) {
            return json().at(pointer).asText();
        }

        /** One field of all rows at a JSON pointer, in their order. */
        String each(String pointer, String field) {
            List<String> values = new ArrayList<>();
            json().at(pointer).forEach(row -> values.add(row.at(field).asText()));
            return String.join(", ", values);
        }

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }

        Answer expect(int expected) {
            if (status != expected) {
                throw new AssertionError("expected " + expected + ", not " + status + ": " + body);
            }
            return this;
        }
    }

    /** From nothing: new data, new certificates. One at a time: the one that tests share ends. */
    static FaultStack start() throws IOException, InterruptedException {
        SharedStack.end();
        Files.createDirectories(DIRECTORY);
        if (Files.exists(serversDirectory().resolve("servers.lock"))) {
            servers("destroy");
        }
        execute(List.of(script(), "install"));
        servers("start");
        // As `localstack/up` writes them, so that a variable that it forgot is missing here too.
        execute(List.of(
                "bash",
                "-c",
                "set -eu; HERE=$1/localstack; . \"$HERE/lib/common.sh\"; . \"$HERE/lib/stack.sh\"; STACK=$2;"
                        + " SERVERS=$2/servers/servers.env; write_values",
                "values",
                ROOT.toString(),
                DIRECTORY.toString()));
        Options options = Options.parse(
                "--template", ROOT.resolve("template.yaml").toString(),
                "--values", DIRECTORY.resolve("values").toString(),
                "--directory", DIRECTORY.toString(),
                "--runtime", ROOT.resolve("localstack/target/runtime").toString(),
                "--port", "0",
                "--instances", "2");
        return new FaultStack(environment(), Stack.start(options, Clock.systemUTC()));
    }

    private static Map<String, String> environment() throws IOException {
        try (Stream<String> lines = Files.lines(serversDirectory().resolve("servers.env"))) {
            return lines.map(line -> line.split("=", 2)).collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        }
    }

    /** Migrates, makes a workspace and gives its key. */
    String workspace(String slug) throws IOException, InterruptedException {
        String event = ("{\"workspace\":{\"slug\":\"%1$s\",\"name\":\"%1$s\",\"ownerEmail\":\"%1$s@example.org\","
                        + "\"plan\":\"unlimited\"}}")
                .formatted(slug);
        return run("migrate", event).at("/workspace/apiKey").textValue();
    }

    /**
     * Runs a function once.
     *
     * @param name of its folder
     * @param event empty for that of its schedule
     */
    JsonNode run(String name, String event) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(stack.adminUrl() + "/run/" + name))
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new AssertionError(name + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /** @param more further headers, as name, value, name, value */
    Answer send(String method, String path, @Nullable String key, @Nullable String body, String... more)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(stack.baseUrl() + path))
                .timeout(Duration.ofSeconds(40))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("content-type", "application/json");
        }
        if (key != null) {
            request.header("authorization", "Bearer " + key);
        }
        for (int i = 0; i < more.length; i += 2) {
            request.setHeader(more[i], more[i + 1]);
        }
        long began = System.nanoTime();
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(
                answer.statusCode(),
                answer.headers().map(),
                answer.body(),
                Duration.ofNanos(System.nanoTime() - began));
    }

    /** Makes the bucket that the template would; false if no store runs, because its jars were not built. */
    boolean makeBucket() throws IOException, InterruptedException {
        String endpoint = servers.getOrDefault("S3_ENDPOINT", "");
        return !endpoint.isEmpty() && put(URI.create(endpoint + "/statehouse-uploads"), "", Map.of()) == 200;
    }

    /** Sends a file past the gateway; the status of the answer. */
    int put(URI link, String content, Map<String, String> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(link).PUT(HttpRequest.BodyPublishers.ofString(content));
        headers.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    int port() {
        return URI.create(stack.baseUrl()).getPort();
    }

    /** Processes of a function, by id; an instance whose process has not begun to run has none. */
    List<Integer> pids(String function) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(stack.adminUrl() + "/status")).build();
        JsonNode status = JSON.readTree(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        List<Integer> pids = new ArrayList<>();
        status.path(function)
                .forEach(instance -> pids.add(Integer.valueOf(instance.asText().split(" ", -1)[1])));
        return pids.stream().filter(pid -> pid > 1).sorted().toList();
    }

    /** As PostgreSQL's superuser, past the pooler. */
    Connection superuser() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", servers.get("SUPERUSER"));
        properties.setProperty("password", servers.get("SUPERUSER_PASSWORD"));
        properties.setProperty("sslmode", "verify-full");
        properties.setProperty("sslrootcert", servers.get("CA_CERT"));
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:%s/%s"
                        .formatted(servers.get("POSTGRES_PORT"), servers.get("DATABASE_NAME")),
                properties);
    }

    /** How many deadlocks PostgreSQL has ended since it was started. */
    long deadlocks() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(servers.get("POSTGRES_LOG")))) {
            return lines.filter(line -> line.contains("deadlock detected")).count();
        }
    }

    /** The process of {@code postgresql}, {@code pgbouncer} or {@code redis}. */
    int pidOf(String server) throws IOException, InterruptedException {
        String status = execute(List.of(script(), "status", serversDirectory().toString()));
        return status.lines()
                .filter(line -> line.startsWith(server + " ") && line.contains(" pid "))
                .map(line -> Integer.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(status));
    }

    /** Starts again whatever is down. */
    void startServers() throws IOException, InterruptedException {
        servers("start");
    }

    void redis(String command) throws IOException, InterruptedException {
        execute(List.of(
                "redis-cli",
                "--no-auth-warning",
                "-a",
                servers.get("REDIS_PASSWORD"),
                "--tls",
                "--cacert",
                servers.get("CA_CERT"),
                "-h",
                "localhost",
                "-p",
                servers.get("REDIS_PORT"),
                command));
    }

    @Override
    public void close() throws IOException {
        stack.close();
        try {
            servers("destroy");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path serversDirectory() {
        return DIRECTORY.resolve("servers");
    }

    private static String script() {
        return ROOT.resolve("localstack/servers").toString();
    }

    private static void servers(String command) throws IOException, InterruptedException {
        execute(List.of(script(), command, serversDirectory().toString()));
    }

    private static String execute(List<String> command) throws IOException, InterruptedException {
        // Into a file: servers that a script starts keep a pipe open for as long as they live.
        Path output = Files.createTempFile(DIRECTORY, "output", ".log");
        try {
            ProcessBuilder process =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            if (Files.isDirectory(STORE)) {
                process.environment().put("S3_LIB", STORE.toString());
            }
            int status = process.start().waitFor();
            String said = Files.readString(output, StandardCharsets.UTF_8);
            if (status != 0) {
                throw new IOException(command + " ended with " + status + ": " + said);
            }
            return said;
        } finally {
            Files.delete(output);
        }
    }
}
