package dev.statehouse.bench;

import dev.statehouse.bench.Requests.Get;
import dev.statehouse.testing.DelayProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** How often a request crosses the wire to the database, seen by a proxy that makes the wire longer. */
final class Flights implements Benchmark {

    private static final int REQUESTS = 200;
    private static final List<Duration> DELAYS = List.of(Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(2));

    /** One request of a kind, by its number. */
    @FunctionalInterface
    private interface Kind {
        HttpRequest request(int number);
    }

    @Override
    public String name() {
        return "flights";
    }

    @Override
    public void run(Lab lab) throws IOException {
        Table table = new Table(
                "Round trips to the database, one connection",
                "request",
                "flights/request",
                "p50 ms at +0 ms each way",
                "at +1 ms",
                "at +2 ms",
                "round trips in the last difference");
        Map<String, String> environment = new HashMap<>(lab.servers().environment());
        try (DelayProxy wire = DelayProxy.before(
                        environment.getOrDefault("DATABASE_HOST", ""),
                        Integer.parseInt(environment.getOrDefault("DATABASE_PORT", "")));
                HttpClient client = HttpClient.newHttpClient()) {
            environment.put("DATABASE_PORT", String.valueOf(wire.port()));
            try (Worker function = Worker.start("function", FunctionProcess.class, environment)) {
                URI base = URI.create("http://127.0.0.1:" + function.port());
                kinds(lab, base).forEach((name, kind) -> row(table, client, wire, name, kind));
            }
        }
        table.print();
    }

    private static Map<String, Kind> kinds(Lab lab, URI base) {
        Map<String, Kind> kinds = new java.util.LinkedHashMap<>();
        List<Get> points = Requests.points(lab.cards()).all();
        List<Get> lists = Requests.lists(lab.cards()).all();
        UUID workspace = lab.cards().workspaceOf(0);
        kinds.put("point read", number -> get(base, points.get(number)));
        kinds.put("list of 20", number -> get(base, lists.get(number)));
        kinds.put(
                "create a card",
                number -> post(base, workspace, "{\"title\": \"Bench %s\"}".formatted(UUID.randomUUID())));
        kinds.put(
                "create a card with its first version",
                number -> post(
                        base,
                        workspace,
                        "{\"title\": \"Bench %s\", \"version\": {\"template\": \"Say {{this}}\"}}"
                                .formatted(UUID.randomUUID())));
        return kinds;
    }

    private static void row(Table table, HttpClient client, DelayProxy wire, String name, Kind kind) {
        wire.delay(Duration.ZERO);
        latencies(client, kind);
        List<Object> cells = new ArrayList<>(List.of(name));
        long before = wire.flights();
        latencies(client, kind);
        cells.add(Table.figure((double) (wire.flights() - before) / REQUESTS));
        double first = Double.NaN;
        double last = Double.NaN;
        for (Duration delay : DELAYS) {
            wire.delay(delay);
            last = latencies(client, kind).p50();
            first = Double.isNaN(first) ? last : first;
            cells.add(Table.figure(last));
        }
        cells.add(Table.figure((last - first) / (2 * DELAYS.getLast().toMillis())));
        table.row(cells.toArray());
    }

    private static Outcome latencies(HttpClient client, Kind kind) {
        long[] nanoseconds = new long[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            HttpRequest request = kind.request(i);
            long began = System.nanoTime();
            send(client, request);
            nanoseconds[i] = System.nanoTime() - began;
        }
        return Outcome.of(nanoseconds, 0, 1);
    }

    private static void send(HttpClient client, HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(response.statusCode() + " " + response.body());
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static HttpRequest get(URI base, Get get) {
        return HttpRequest.newBuilder(base.resolve(get.path()))
                .header("x-workspace", get.workspace().toString())
                .build();
    }

    private static HttpRequest post(URI base, UUID workspace, String body) {
        return HttpRequest.newBuilder(base.resolve("/v1/prompt-cards"))
                .header("x-workspace", workspace.toString())
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
    }
}
