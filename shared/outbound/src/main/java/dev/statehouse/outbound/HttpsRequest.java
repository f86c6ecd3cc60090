package dev.statehouse.outbound;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to a server whose address a stranger chose.
 *
 * @param url with the scheme {@code https}; nothing else is called by those who did not choose it
 * @param body sent by POST; null for a GET
 * @param mostBytes of a success's body that are read: a longer one is cut, and of none the body is left alone
 * @param mostRefusalBytes the same of all other answers
 * @param connect for the connection, and for what TLS waits for after it
 * @param read for each wait for the next bytes
 * @param whole for everything together, however slowly the other side drips
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record HttpsRequest(
        String url,
        Map<String, String> headers,
        byte @Nullable [] body,
        int mostBytes,
        int mostRefusalBytes,
        Duration connect,
        Duration read,
        Duration whole) {

    /** One that leaves the body of a refusal alone. */
    public HttpsRequest(
            String url,
            Map<String, String> headers,
            byte @Nullable [] body,
            int mostBytes,
            Duration connect,
            Duration read,
            Duration whole) {
        this(url, headers, body, mostBytes, 0, connect, read, whole);
    }
}
