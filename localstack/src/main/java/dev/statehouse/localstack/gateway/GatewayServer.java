package dev.statehouse.localstack.gateway;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.statehouse.localstack.function.Functions;
import dev.statehouse.localstack.template.FunctionDefinition;
import dev.statehouse.localstack.template.Template;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The HTTP side of the gateway, on the JDK's server with a virtual thread per request. That server refuses by itself, with
 * an HTML 400, a request line that is no URI, and takes at most 200 header fields.
 */
public final class GatewayServer implements AutoCloseable {
    private static final Logger LOG = System.getLogger(GatewayServer.class.getName());

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final RequestReader reader;
    private final Cors cors;
    private final LocalPages pages;
    private final Api api;

    /**
     * Listens at once. Port 0 takes a free one.
     *
     * @param mail folder of the messages that were not sent
     */
    public GatewayServer(Template template, Functions functions, InetSocketAddress address, Path mail, Clock clock)
            throws IOException {
        this.server = HttpServer.create(address, 0);
        this.reader = new RequestReader(clock);
        this.cors = new Cors(template.cors());
        this.pages = new LocalPages(
                new OpenApiDocument(template.functions().values().stream()
                        .map(FunctionDefinition::artefact)
                        .toList()),
                new SwaggerUi(),
                new MailFolder(mail));
        this.api = new Api(new Router(template.routes()), functions, new EventWriter(port()));
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            respond(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void respond(HttpExchange exchange) throws IOException, InterruptedException {
        try {
            ClientRequest request = reader.read(exchange);
            send(exchange, cors.decorate(request, answer(request)), request.requestId());
        } catch (FaultException e) {
            send(exchange, e.fault().answer(), ClientRequest.newRequestId());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the gateway itself failed", e);
            send(exchange, GatewayFault.FUNCTION_FAILED.answer(), ClientRequest.newRequestId());
        }
    }

    private Answer answer(ClientRequest request) throws IOException, InterruptedException {
        var own = cors.preflight(request);
        if (own.isEmpty()) {
            own = pages.answer(request);
        }
        try {
            return own.isPresent() ? own.get() : api.answer(request);
        } catch (FaultException e) {
            return e.fault().answer();
        }
    }

    private static void send(HttpExchange exchange, Answer answer, String requestId) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        answer.headers().forEach(headers::set);
        answer.cookies().forEach(cookie -> headers.add("set-cookie", cookie));
        headers.set("apigw-requestid", requestId);
        boolean bodiless = answer.status() == 204 || answer.status() == 304;
        if (exchange.getRequestMethod().equals("HEAD") || bodiless) {
            if (!bodiless) {
                headers.set("content-length", Integer.toString(answer.body().length));
            }
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        if (answer.body().length > 0) {
            exchange.getResponseBody().write(answer.body());
        }
    }
}
