package dev.statehouse.authorizer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.statehouse.testing.Certificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** An identity provider on this machine: an HTTPS server with a certificate of its own, and keys that it publishes. */
final class TestIssuer implements AutoCloseable {

    static final String AUDIENCE = "statehouse";

    private final TestKeys rsa = TestKeys.rsa("rsa-1");
    private final TestKeys elliptic = TestKeys.elliptic("ec-1", 256);
    private final Certificate certificate;
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile List<TestKeys> published = List.of(rsa, elliptic);
    private volatile Answering answering = this::answerKeys;

    /** How it answers. */
    interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    TestIssuer(Path folder) {
        try {
            certificate = Certificate.of(Files.createTempDirectory(folder, "issuer"), "localhost");
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException unstartable) {
            throw new UncheckedIOException(unstartable);
        }
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestURI().toString());
            try (exchange) {
                answering.answer(exchange);
            }
        });
        server.start();
    }

    /** For an authorizer that is to find it: its certificate, and that it may be on this machine. */
    Map<String, Object> properties() {
        return Map.of("jwks.ca", certificate.pem().toString(), "jwks.private-addresses", true);
    }

    String url() {
        return "https://localhost:" + server.getAddress().getPort();
    }

    String jwksUrl() {
        return url() + "/.well-known/jwks.json";
    }

    TestKeys rsa() {
        return rsa;
    }

    TestKeys elliptic() {
        return elliptic;
    }

    void publish(TestKeys... keys) {
        published = List.of(keys);
    }

    void answer(Answering how) {
        answering = how;
    }

    void answerKeys(HttpExchange exchange) throws IOException {
        write(exchange, 200, keys());
    }

    String keys() {
        return published.stream().map(TestKeys::jwk).collect(Collectors.joining(", ", "{\"keys\": [", "]}"));
    }

    static void write(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Paths that it was asked for. */
    List<String> requests() {
        return requests;
    }

    /** Has the workspace accept its tokens, as editors. */
    UUID trustedBy(Authorizer authorizer, UUID workspace) {
        return trustedBy(authorizer, workspace, "");
    }

    /** @param columns further ones with their values, such as {@code , role = 'admin'}, set once it is there */
    UUID trustedBy(Authorizer authorizer, UUID workspace, String columns) {
        UUID id = UUID.randomUUID();
        authorizer.database().asOwner("""
                INSERT INTO token_issuers (workspace_id, id, issuer, audience, jwks_url, algorithms, role)
                VALUES ('%s', '%s', '%s', '%s', '%s', '{RS256,ES256}', 'editor');
                UPDATE token_issuers SET updated_at = now() %s WHERE id = '%2$s'
                """.formatted(workspace, id, url(), AUDIENCE, jwksUrl(), columns));
        return id;
    }

    /** The claims of a token that is valid for an hour, as an open JSON object. */
    String claims() {
        return claims(Instant.now());
    }

    String claims(Instant now) {
        return "{\"iss\": \"%s\", \"aud\": \"%s\", \"sub\": \"service|7\", \"iat\": %d, \"exp\": %d"
                .formatted(url(), AUDIENCE, now.getEpochSecond(), now.getEpochSecond() + 3600);
    }

    String token() {
        return signed(claims() + "}");
    }

    /** By its ES256 key, which is the faster one. */
    String signed(String payload) {
        return signed("{\"alg\": \"ES256\", \"kid\": \"ec-1\"}", payload, elliptic, "ES256");
    }

    static String signed(String header, String payload, TestKeys keys, String algorithm) {
        String text = TestKeys.encode(header) + "." + TestKeys.encode(payload);
        return text + "." + TestKeys.encode(keys.sign(algorithm, text));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
