package dev.statehouse.localstack.gateway;

import java.nio.charset.StandardCharsets;

/**
 * Answers that API Gateway writes itself; their bodies can't be changed on an HTTP API.
 *
 * <p>AWS, what its manual says: "Create routes for HTTP APIs" gives the body of {@link #NOT_FOUND}; "Quotas for HTTP
 * APIs" the limits; "Lambda authorizers for HTTP APIs" the denial by {@code isAuthorized: false} as 403 Forbidden;
 * "Throttle requests to your HTTP APIs" 429. The other bodies and statuses are what users of HTTP APIs report: 500
 * when a function fails, times out or answers what is no answer, 503 after the integration's 30 s. Not settled by
 * anything found: the wording for headers over the limit.
 */
enum GatewayFault {
    FORBIDDEN(403, "Forbidden"),
    NOT_FOUND(404, "Not Found"),
    BODY_TOO_LARGE(413, "Request Entity Too Large"),
    TOO_MANY_REQUESTS(429, "Too Many Requests"),
    HEADERS_TOO_LARGE(431, "Request Header Fields Too Large"),
    FUNCTION_FAILED(500, "Internal Server Error"),
    SERVICE_UNAVAILABLE(503, "Service Unavailable");

    private final int status;
    private final String message;

    GatewayFault(int status, String message) {
        this.status = status;
        this.message = message;
    }

    Answer answer() {
        return Answer.json(status, "{\"message\":\"%s\"}".formatted(message).getBytes(StandardCharsets.UTF_8));
    }
}
