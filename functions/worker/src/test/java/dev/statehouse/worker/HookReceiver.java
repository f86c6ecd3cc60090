package dev.statehouse.worker;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.statehouse.testing.Certificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A receiver of events on this machine: an HTTPS server that answers what the test says. */
final class HookReceiver implements AutoCloseable {

    /** What came in. */
    record Message(String method, Map<String, String> headers, String body) {

        String header(String name) {
            return Objects.requireNonNull(headers.get(name), name);
        }
    }

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private volatile int status = 204;
    private volatile Map<String, String> headers = Map.of();

    HookReceiver(Certificate certificate) {
        try {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException unstartable) {
            throw new UncheckedIOException(unstartable);
        }
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> received = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> received.put(name, String.join(",", values)));
            messages.add(new Message(exchange.getRequestMethod(), received, body));
            try (exchange) {
                headers.forEach(exchange.getResponseHeaders()::set);
                exchange.sendResponseHeaders(status, 0);
                exchange.getResponseBody().write("canary-of-the-answer".getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
    }

    static Certificate certificate(Path folder) {
        return Certificate.of(folder, "localhost");
    }

    String url() {
        return "https://localhost:" + server.getAddress().getPort() + "/in";
    }

    void answers(int next, Map<String, String> with) {
        status = next;
        headers = with;
    }

    List<Message> messages() {
        return new ArrayList<>(messages);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
