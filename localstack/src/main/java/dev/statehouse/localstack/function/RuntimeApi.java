package dev.statehouse.localstack.function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;

/**
 * Lambda's Runtime API, version 2018-06-01, for one process.
 *
 * <p>AWS: "Using the Lambda runtime API for custom runtimes".
 */
final class RuntimeApi implements AutoCloseable {
    private static final String PREFIX = "/2018-06-01/runtime/";
    private static final String ACCEPTED = "{\"status\":\"OK\"}";

    private final HttpServer server;
    private final Listener listener;
    private final String functionArn;
    private final Duration timeout;

    /** What a process does with its events. All calls of one process come one after the other. */
    interface Listener {
        /** Waits for the next event; throws when there will be none. */
        Invocation next() throws InterruptedException;

        /** Says whether {@code requestId} is the event in hand: only that one may be answered. */
        boolean answered(String requestId, Outcome outcome);

        void initFailed(String error);
    }

    RuntimeApi(Listener listener, String functionArn, Duration timeout, ExecutorService executor) throws IOException {
        this.listener = listener;
        this.functionArn = functionArn;
        this.timeout = timeout;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext(PREFIX, this::handle);
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String operation = exchange.getRequestURI().getPath().substring(PREFIX.length());
            if (operation.equals("invocation/next")) {
                next(exchange);
            } else if (operation.equals("init/error")) {
                listener.initFailed(text(exchange));
                reply(exchange, 202, ACCEPTED);
            } else {
                answer(exchange, operation.split("/", -1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        Invocation invocation = listener.next();
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        headers.set("Lambda-Runtime-Aws-Request-Id", invocation.requestId());
        headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + timeout.toMillis()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
        headers.set("Lambda-Runtime-Trace-Id", invocation.traceId());
        exchange.sendResponseHeaders(200, invocation.event().length);
        try (OutputStream output = exchange.getResponseBody()) {
            output.write(invocation.event());
        }
    }

    private void answer(HttpExchange exchange, String[] operation) throws IOException {
        boolean known = operation.length == 3 && operation[0].equals("invocation");
        if (known && operation[2].equals("response")) {
            response(exchange, operation[1]);
        } else if (known && operation[2].equals("error")) {
            accept(exchange, operation[1], new Outcome.Failed(text(exchange)));
        } else {
            reply(exchange, 404, "{\"errorMessage\":\"unknown operation\",\"errorType\":\"NotFound\"}");
        }
    }

    private void response(HttpExchange exchange, String requestId) throws IOException {
        byte[] payload = exchange.getRequestBody().readAllBytes();
        if (payload.length <= LambdaLimits.RESPONSE_BYTES) {
            accept(exchange, requestId, new Outcome.Answered(payload));
            return;
        }
        String error = """
                {"errorMessage":"Response payload size exceeded maximum allowed payload size (%d bytes).",\
                "errorType":"Function.ResponseSizeTooLarge"}""".formatted(LambdaLimits.RESPONSE_BYTES);
        listener.answered(requestId, new Outcome.Failed(error));
        reply(exchange, 413, """
                {"errorMessage":"Exceeded maximum allowed payload size (%d bytes).",\
                "errorType":"RequestEntityTooLarge"}""".formatted(LambdaLimits.RESPONSE_BYTES));
    }

    private void accept(HttpExchange exchange, String requestId, Outcome outcome) throws IOException {
        if (listener.answered(requestId, outcome)) {
            reply(exchange, 202, ACCEPTED);
        } else {
            reply(exchange, 403, "{\"errorMessage\":\"not the event in hand\",\"errorType\":\"InvalidRequestID\"}");
        }
    }

    private static String text(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void reply(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
