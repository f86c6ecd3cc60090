package dev.statehouse.localstack.gateway;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads a request and holds it to the gateway's limits.
 *
 * <p>AWS: "Quotas for configuring and running an HTTP API": payload 10 MB; request line and header values together
 * 10,240 bytes.
 */
final class RequestReader {
    static final int BODY_BYTES = 10 * 1024 * 1024;
    static final int HEADER_BYTES = 10_240;

    /** So much of a refused body is read all the same: a client that still sends would not see the answer. */
    private static final int DRAINED_BYTES = 8 * BODY_BYTES;

    private final Clock clock;

    RequestReader(Clock clock) {
        this.clock = clock;
    }

    ClientRequest read(HttpExchange exchange) throws IOException, FaultException {
        String target = exchange.getRequestURI().toString();
        String requestLine = exchange.getRequestMethod() + " " + target + " " + exchange.getProtocol();
        Map<String, List<String>> headers = headers(exchange);
        int headerBytes = requestLine.length()
                + headers.values().stream()
                        .flatMap(List::stream)
                        .mapToInt(String::length)
                        .sum();
        if (headerBytes > HEADER_BYTES) {
            throw new FaultException(GatewayFault.HEADERS_TOO_LARGE);
        }
        int questionMark = target.indexOf('?');
        Instant now = clock.instant();
        return new ClientRequest(
                exchange.getRequestMethod(),
                questionMark < 0 ? target : target.substring(0, questionMark),
                questionMark < 0 ? "" : target.substring(questionMark + 1),
                exchange.getProtocol(),
                headers,
                exchange.getRemoteAddress().getAddress().getHostAddress(),
                body(exchange.getRequestBody()),
                now,
                ClientRequest.newRequestId(),
                ClientRequest.newTraceId(now));
    }

    private static Map<String, List<String>> headers(HttpExchange exchange) {
        Map<String, List<String>> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return headers;
    }

    private static byte[] body(InputStream input) throws IOException, FaultException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 14];
        long total = 0;
        for (int read = input.read(buffer); read >= 0 && total <= DRAINED_BYTES; read = input.read(buffer)) {
            total += read;
            if (total <= BODY_BYTES) {
                body.write(buffer, 0, read);
            }
        }
        if (total > BODY_BYTES) {
            throw new FaultException(GatewayFault.BODY_TOO_LARGE);
        }
        return body.toByteArray();
    }
}
