package dev.statehouse.localstack.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.statehouse.localstack.function.Functions;
import dev.statehouse.localstack.function.Outcome;
import dev.statehouse.localstack.template.Template;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The stack's own door, on a loopback port apart: {@code GET /status}, and {@code POST /run/NAME} to run a function once by
 * the name of its schedule, its logical id or its folder, with the body as its event or else its schedule's event. Functions
 * find Lambda's own API there, to invoke one another.
 */
public final class AdminServer implements AutoCloseable {
    /** Lambda's longest Timeout: a scheduled function has nobody who stops waiting before. */
    static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Clock clock;

    /** Takes its port at once, since functions are told of it. Port 0 takes a free one. */
    public AdminServer(int port, Clock clock) throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        this.clock = clock;
        server.setExecutor(executor);
    }

    /** Begins to answer. */
    public void serve(Template template, Functions functions) {
        DirectRuns runs = new DirectRuns(template, clock);
        server.createContext("/status", exchange -> reply(exchange, 200, JSON.writeValueAsBytes(functions.status())));
        server.createContext("/run/", exchange -> run(exchange, runs, functions));
        server.createContext(LambdaApi.PATH, new LambdaApi(template, functions, clock));
        server.start();
    }

    public URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private void run(HttpExchange exchange, DirectRuns runs, Functions functions) throws IOException {
        // A page in a browser can reach loopback ports too; what it sends carries its origin.
        if (!exchange.getRequestMethod().equals("POST")
                || exchange.getRequestHeaders().containsKey("Origin")) {
            reply(exchange, 405, "{\"message\":\"POST it, from outside of a browser\"}");
            return;
        }
        String name = exchange.getRequestURI().getPath().substring("/run/".length());
        byte[] given = exchange.getRequestBody().readAllBytes();
        var run = runs.named(name);
        if (run.isEmpty()) {
            reply(exchange, 404, JSON.writeValueAsBytes("no function or schedule is named " + name));
            return;
        }
        try {
            byte[] event = given.length > 0 ? given : run.get().event();
            String traceId = ClientRequest.newTraceId(clock.instant());
            reply(exchange, functions.invoke(run.get().function(), event, traceId, PATIENCE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reply(HttpExchange exchange, Outcome outcome) throws IOException {
        switch (outcome) {
            case Outcome.Answered answered -> reply(exchange, 200, answered.payload());
            case Outcome.Failed failed -> reply(exchange, 502, failed.error());
            case Outcome.Crashed crashed -> reply(exchange, 502, JSON.writeValueAsBytes(crashed.reason()));
            case Outcome.TimedOut _, Outcome.Abandoned _ -> reply(exchange, 504, "\"the function timed out\"");
            case Outcome.Throttled _ -> reply(exchange, 429, "\"too many events wait already\"");
            case Outcome.TooLarge _ -> reply(exchange, 413, "\"the event is larger than 6 MB\"");
        }
    }

    private static void reply(HttpExchange exchange, int status, String json) throws IOException {
        reply(exchange, status, json.getBytes(StandardCharsets.UTF_8));
    }

    private static void reply(HttpExchange exchange, int status, byte[] json) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, json.length == 0 ? -1 : json.length);
            if (json.length > 0) {
                exchange.getResponseBody().write(json);
            }
        }
    }
}
