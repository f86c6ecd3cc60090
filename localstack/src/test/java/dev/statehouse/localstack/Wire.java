package dev.statehouse.localstack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** An HTTP client that sends what it is told, byte for byte. */
public final class Wire {
    private Wire() {}

    /** One request on a connection of its own. {@code head} is the request line and headers, one a line. */
    public static Response send(int port, String head, byte[] body) throws IOException {
        String lengthLine = body.length == 0 ? "" : "content-length: " + body.length + "\n";
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(lines(head.strip() + "\nconnection: close\n" + lengthLine + "\n"));
        message.writeBytes(body);
        return exchange(port, message.toByteArray());
    }

    /** Sends lines as they are, each ended by CR LF; they have to ask for the connection to be closed. */
    public static Response sendLines(int port, String lines) throws IOException {
        return exchange(port, lines(lines));
    }

    private static byte[] lines(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Response exchange(int port, byte[] message) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream output = socket.getOutputStream();
            output.write(message);
            output.flush();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return parse(answer.toByteArray());
        }
    }

    public static Response send(int port, String head) throws IOException {
        return send(port, head, new byte[0]);
    }

    private static Response parse(byte[] answer) {
        int end = new String(answer, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
        List<String> lines =
                new ArrayList<>(List.of(new String(answer, 0, end, StandardCharsets.ISO_8859_1).split("\r\n")));
        int status = Integer.parseInt(lines.removeFirst().substring(9, 12));
        return new Response(status, lines, Arrays.copyOfRange(answer, end + 4, answer.length));
    }

    /** An answer; its headers are lines, in the order in which they came. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Response(int status, List<String> headers, byte[] body) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** Values of a header, in the order in which they came. */
        public List<String> header(String name) {
            String prefix = name + ":";
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).strip())
                    .toList();
        }
    }
}
