package dev.statehouse.localstack.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A request as it came, within the limits.
 *
 * @param path still encoded
 * @param query still encoded, without its question mark; empty if there is none
 * @param headers by lower-case name, in order of names
 * @param requestId what {@code apigw-requestid} and the event carry
 * @param traceId what {@code x-amzn-trace-id} carries
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
record ClientRequest(
        String method,
        String path,
        String query,
        String protocol,
        Map<String, List<String>> headers,
        String sourceIp,
        byte[] body,
        Instant received,
        String requestId,
        String traceId) {

    static String newRequestId() {
        return UUID.randomUUID().toString();
    }

    /** AWS: "Using the X-Amzn-Trace-Id header": version, seconds in hexadecimal, 96 bits. */
    static String newTraceId(Instant now) {
        String random = UUID.randomUUID().toString().replace("-", "").substring(0, 24);
        return "Root=1-%08x-%s".formatted(now.getEpochSecond(), random);
    }

    /** Decoded, and cut at a decoded question mark: captures of real events show both for HTTP APIs. */
    String rawPath() {
        String decoded = PercentEncoding.decodedPath(path);
        int questionMark = decoded.indexOf('?');
        return questionMark < 0 ? decoded : decoded.substring(0, questionMark);
    }

    /** Values of a repeated header joined as events join them; empty if it is absent. */
    String header(String name) {
        return String.join(",", headers.getOrDefault(name, List.of()));
    }
}
