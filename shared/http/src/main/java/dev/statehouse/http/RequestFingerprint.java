package dev.statehouse.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What makes two requests the same: method, path with query, and body. It is kept for a day, and a body may hold a secret, so
 * it is no plain digest, which could be guessed at: its key is the credential that the request came with, which is not kept. A
 * token of another issuer is a new one every hour, so it can't be the key.
 */
final class RequestFingerprint {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String SESSION_COOKIE = "__Host-session";
    private static final String NO_CREDENTIAL = "none";

    private RequestFingerprint() {}

    static byte[] of(HttpRequest<?> request) {
        Mac digest = keyed(request);
        digest.update((request.getMethodName() + " " + request.getUri() + "\n").getBytes(StandardCharsets.UTF_8));
        if (request instanceof HttpEventRequest<?> event) {
            try {
                digest.update(event.getBodyBytes());
            } catch (io.micronaut.function.aws.proxy.ApiGatewayServletRequest.EmptyBodyException none) {
                // No body is a body of no bytes.
            }
        }
        return digest.doFinal();
    }

    private static String credential(HttpRequest<?> request) {
        return Identity.of(request).isByToken()
                ? NO_CREDENTIAL
                : request.getHeaders()
                        .getAuthorization()
                        .or(() ->
                                request.getCookies().findCookie(SESSION_COOKIE).map(Cookie::getValue))
                        .orElse(NO_CREDENTIAL);
    }

    private static Mac keyed(HttpRequest<?> request) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(credential(request).getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac;
        } catch (GeneralSecurityException never) {
            throw new AssertionError("every JVM has " + ALGORITHM, never);
        }
    }
}
