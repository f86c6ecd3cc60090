package dev.statehouse.outbound;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.statehouse.testing.Certificate;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedHttpsTest {

    private static final String NAME = "hooks.example";

    /** What the server does once it has a request. */
    private interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    private static Certificate certificate;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Answering answering = exchange -> exchange.sendResponseHeaders(204, -1);
    private HttpsServer server;

    @BeforeAll
    static void certify(@TempDir Path folder) {
        certificate = Certificate.of(folder, NAME);
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
            try (exchange) {
                answering.answer(exchange);
            }
        });
        server.start();
        TestNames.give(NAME, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private HttpsRequest request(String path, @Nullable String body, int mostBytes) {
        return new HttpsRequest(
                "https://" + NAME + ":" + server.getAddress().getPort() + path,
                Map.of("X-Of-A-Test", "1"),
                body == null ? null : body.getBytes(StandardCharsets.UTF_8),
                mostBytes,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2));
    }

    private HttpsAnswer open(HttpsRequest request) throws IOException {
        return new GuardedHttps(certificate.pem().toString(), true).send(request);
    }

    private void assertGuarded() {
        GuardedHttps guarded = new GuardedHttps(certificate.pem().toString(), false);
        IOException refused = assertThrows(IOException.class, () -> guarded.send(request("/", "x", 0)));
        assertEquals("not an address of the public internet", root(refused).getMessage());
        assertEquals(List.of(), requests);
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    @Test
    void aRequestAndItsAnswerComeThrough() throws IOException {
        answering = exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "7");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("0123456789".getBytes(StandardCharsets.UTF_8));
        };
        HttpsAnswer answer = open(request("/a?b=c", "hello", 4));
        assertTrue(answer.isSuccess());
        assertEquals("7", answer.retryAfter());
        assertArrayEquals("0123".getBytes(StandardCharsets.UTF_8), answer.body());
        assertEquals(0, open(request("/", null, 0)).body().length);
        assertEquals(List.of("POST /a?b=c hello", "GET / "), requests);
    }

    /** By its name, and by whatever a name is said to stand for. */
    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "10.1.2.3", "169.254.169.254", "192.168.0.1", "::1", "fd00:ec2::254", "fe80::1"})
    void aNameOfAPrivateAddressIsNotConnectedTo(String address) throws UnknownHostException {
        TestNames.give(NAME, InetAddress.getByName(address));
        assertGuarded();
    }

    @Test
    void anIpv4AddressInsideAnIpv6OneIsLookedAtAsWell() throws UnknownHostException {
        for (String prefix :
                List.of("00000000000000000000ffff", "000000000000000000000000", "0064ff9b0000000000000000")) {
            byte[] bytes = HexFormat.of().parseHex(prefix + "7f000001");
            // The one that Java makes of the bytes, and the one that it would not make by itself.
            TestNames.give(NAME, InetAddress.getByAddress(NAME, bytes));
            assertGuarded();
            TestNames.give(NAME, Inet6Address.getByAddress(NAME, bytes, -1));
            assertGuarded();
        }
    }

    @Test
    void aNameThatStandsForAnotherAddressTheNextMomentWinsNothing() throws UnknownHostException {
        InetAddress decoy = InetAddress.getByName("1.1.1.1");
        TestNames.give(NAME, decoy, InetAddress.getLoopbackAddress());
        assertEquals(decoy, InetAddress.getAllByName(NAME)[0], "what a check before the connection would see");
        assertGuarded();
    }

    @Test
    void aSocketLooksAtTheAddressAndNotAtTheName() throws IOException {
        try (GuardedSockets sockets = new GuardedSockets((SSLSocketFactory) SSLSocketFactory.getDefault(), false);
                Socket socket = sockets.createSocket()) {
            InetAddress lying = InetAddress.getByAddress("public.example", new byte[] {127, 0, 0, 1});
            InetSocketAddress endpoint =
                    new InetSocketAddress(lying, server.getAddress().getPort());
            assertThrows(ConnectException.class, () -> socket.connect(endpoint, 1000));
            assertThrows(ConnectException.class, () -> sockets.createSocket("127.0.0.1", 1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsAnAnswerAndNotFollowed(int status) throws IOException {
        answering = exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
        };
        assertEquals(status, open(request("/", "x", 0)).status());
        assertEquals(List.of("POST / x"), requests);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 407, 408, 410, 413, 429, 500, 503})
    void aRefusalIsAnAnswerToTheOneRequest(int status) throws IOException {
        answering = exchange -> {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
            exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"x\"");
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody().write("why".getBytes(StandardCharsets.UTF_8));
        };
        HttpsAnswer answer = open(request("/", "x", 100));
        assertEquals(status, answer.status());
        assertEquals(0, answer.body().length);
        assertEquals(List.of("POST / x"), requests);
    }

    @Test
    void aConnectionThatIsCutIsNotTriedOnceMore() throws IOException {
        answering = HttpExchange::close;
        assertThrows(IOException.class, () -> open(request("/", "x", 0)));
        assertEquals(List.of("POST / x"), requests);
    }

    @Test
    void whoDripsIsGivenUpInTime() {
        answering = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 100; i++) {
                exchange.getResponseBody().write('x');
                exchange.getResponseBody().flush();
                pause();
            }
        };
        long start = System.nanoTime();
        assertThrows(IOException.class, () -> open(request("/", "x", 1000)));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(Duration.ofSeconds(4)) < 0, took::toString);
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(100);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    @Test
    void aCertificateOfAnotherNameOrFromNobodyIsNotBelieved() throws IOException {
        assertThrows(IOException.class, () -> new GuardedHttps(null, true).send(request("/", "x", 0)));
        TestNames.give("other.example", InetAddress.getLoopbackAddress());
        String url = request("/", "x", 0).url().replace(NAME, "other.example");
        assertThrows(
                IOException.class,
                () -> open(new HttpsRequest(
                        url, Map.of(), null, 0, Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2))));
        assertEquals(List.of(), requests);
    }

    @Test
    void ofARefusalAsMuchIsReadAsIsAskedFor() throws IOException {
        HttpsRequest asked = request("/", "x", 100);
        HttpsRequest reading = new HttpsRequest(
                asked.url(), asked.headers(), asked.body(), 0, 4, asked.connect(), asked.read(), asked.whole());
        answering = exchange -> {
            exchange.sendResponseHeaders(404, 0);
            exchange.getResponseBody().write("0123456789".getBytes(StandardCharsets.UTF_8));
        };
        assertArrayEquals("0123".getBytes(StandardCharsets.UTF_8), open(reading).body());
        answering = exchange -> exchange.sendResponseHeaders(503, -1);
        assertEquals(0, open(reading).body().length);
    }

    @Test
    void onlyWhatTheOperatorChoseIsCalledWithoutTls() throws IOException {
        HttpServer plain = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        plain.createContext("/", exchange -> {
            try (exchange) {
                answering.answer(exchange);
            }
        });
        plain.start();
        try {
            String url = "http://localhost:" + plain.getAddress().getPort() + "/";
            HttpsRequest request = new HttpsRequest(
                    url, Map.of(), null, 0, Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2));
            assertEquals(204, GuardedHttps.orPlain(null).send(request).status());
            assertThrows(IOException.class, () -> new GuardedHttps(null, true).send(request));
        } finally {
            plain.stop(0);
        }
    }

    @Test
    void nothingButHttpsIsSpoken() {
        for (String url :
                List.of("http://hooks.example/", "file:/etc/passwd", "ftp://hooks.example/", "jar:file:/x!/")) {
            HttpsRequest request = new HttpsRequest(
                    url, Map.of(), null, 0, Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2));
            assertThrows(IOException.class, () -> open(request), url);
        }
    }
}
