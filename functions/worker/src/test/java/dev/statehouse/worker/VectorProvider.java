package dev.statehouse.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An endpoint that speaks OpenAI's language on this machine. Each text's vector tells its length. */
final class VectorProvider implements AutoCloseable {

    static final int DIMENSIONS = 2;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<List<String>> batches = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String refused = "";
    private volatile Runnable meanwhile = () -> {};

    VectorProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException unstartable) {
            throw new UncheckedIOException(unstartable);
        }
        server.setExecutor(threads);
        server.createContext("/v1/embeddings", this::answer);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/v1";
    }

    /** The texts of each request that was answered with vectors. */
    List<List<String>> batches() {
        return batches;
    }

    /** Answers this status from now on. */
    void answers(int newStatus) {
        status = newStatus;
    }

    /** Refuses whatever has a text with this in it from now on. */
    void refuses(String part) {
        refused = part;
    }

    /** Does this while the next request is under way. */
    void meanwhile(Runnable once) {
        meanwhile = once;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            List<String> texts = new ArrayList<>();
            for (JsonNode text : JSON.readTree(exchange.getRequestBody()).path("input")) {
                texts.add(text.asText());
            }
            Runnable now = meanwhile;
            meanwhile = () -> {};
            now.run();
            boolean refuses = !refused.isEmpty() && texts.stream().anyMatch(text -> text.contains(refused));
            if (refuses || status != 200) {
                send(exchange, refuses ? 400 : status, "{\"error\": {\"message\": \"not this\"}}");
                return;
            }
            ObjectNode body = JSON.createObjectNode();
            ArrayNode data = body.putArray("data");
            for (int i = 0; i < texts.size(); i++) {
                data.addObject()
                        .put("index", i)
                        .putArray("embedding")
                        .add(texts.get(i).length())
                        .add(1);
            }
            send(exchange, 200, body.toString());
            batches.add(texts);
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
