package dev.statehouse.localstack.gateway;

import java.util.List;
import java.util.Map;

/** What goes back to the client. Header names are lower-case. */
@SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
record Answer(int status, Map<String, String> headers, List<String> cookies, byte[] body) {
    static Answer json(int status, byte[] body) {
        return of(status, "application/json", body);
    }

    static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, Map.of("content-type", contentType), List.of(), body);
    }
}
