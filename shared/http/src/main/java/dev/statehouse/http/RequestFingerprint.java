package dev.statehouse.http;

import io.micronaut.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** What makes two requests the same: method, path with query, and body, by SHA-256. */
final class RequestFingerprint {

    private RequestFingerprint() {}

    static byte[] of(HttpRequest<?> request) {
        MessageDigest digest = Sha256.digest();
        digest.update((request.getMethodName() + " " + request.getUri() + "\n").getBytes(StandardCharsets.UTF_8));
        if (request instanceof HttpEventRequest<?> event) {
            try {
                digest.update(event.getBodyBytes());
            } catch (io.micronaut.function.aws.proxy.ApiGatewayServletRequest.EmptyBodyException none) {
                // No body is a body of no bytes.
            }
        }
        return digest.digest();
    }
}
