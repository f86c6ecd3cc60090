package dev.statehouse.bench;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.statehouse.testing.TestContext;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The least HTTP/1.1 server that can stand for the gateway: a thread for each connection, requests into events, results
 * into responses. At most {@link WorkerProcess#THREADS} events are in the function's hands at a time, as that many
 * instances would have them; further ones wait their turn. It exists so that what is measured is the function.
 */
final class HttpShim {

    private static final JsonFactory JSON = new JsonFactory();

    private final RequestStreamHandler function;
    private final Semaphore instances = new Semaphore(WorkerProcess.THREADS, true);

    HttpShim(RequestStreamHandler function) {
        this.function = function;
    }

    void serve(ServerSocket server) {
        try {
            while (true) {
                Socket connection = server.accept();
                connection.setTcpNoDelay(true);
                Thread.ofPlatform().daemon().start(() -> serve(connection));
            }
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            for (String first = line(in); first != null; first = line(in)) {
                out.write(answer(first.split(" "), headers(in), in));
            }
        } catch (IOException gone) {
            // The client closes its connections in the midst of requests at the end of a run.
        }
    }

    private byte[] answer(String[] request, Map<String, String> headers, InputStream in) throws IOException {
        String length = headers.get("content-length");
        String body =
                length == null ? null : new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
        byte[] event = HttpEventJson.of(request[0], request[1], headers, body);
        ByteArrayOutputStream result = new ByteArrayOutputStream(16_384);
        instances.acquireUninterruptibly();
        try {
            function.handleRequest(new ByteArrayInputStream(event), result, new TestContext());
        } finally {
            instances.release();
        }
        return response(result.toByteArray());
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static @Nullable String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                if (line.isEmpty()) {
                    return null;
                }
                throw new EOFException();
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static byte[] response(byte[] result) throws IOException {
        StringBuilder head = new StringBuilder(256);
        byte[] body = new byte[0];
        try (JsonParser json = JSON.createParser(result)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("statusCode")) {
                    head.insert(0, "HTTP/1.1 " + json.getIntValue() + " \r\n");
                } else if (name.equals("body")) {
                    body = json.getText().getBytes(StandardCharsets.UTF_8);
                } else if (name.equals("headers")) {
                    while (json.nextToken() == JsonToken.FIELD_NAME) {
                        head.append(json.currentName())
                                .append(": ")
                                .append(json.nextTextValue())
                                .append("\r\n");
                    }
                } else if (value.isStructStart()) {
                    json.skipChildren();
                }
            }
        }
        return message(head, body);
    }

    private static byte[] message(StringBuilder head, byte[] body) {
        if (head.indexOf("content-length:") < 0) {
            head.append("content-length: ").append(body.length).append("\r\n");
        }
        byte[] first = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] message = java.util.Arrays.copyOf(first, first.length + body.length);
        System.arraycopy(body, 0, message, first.length, body.length);
        return message;
    }
}
