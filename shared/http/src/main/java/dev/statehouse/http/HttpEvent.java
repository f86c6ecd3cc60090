package dev.statehouse.http;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as API Gateway hands it to Lambda: payload format 2.0, reduced to what is read here.
 *
 * @param routeKey the gateway's route, such as {@code GET /v1/projects}; {@code $default} for what has none
 * @param rawPath path of the request, percent-decoded by the gateway
 * @param headers names in lower case; repeated headers are joined by commas; cookies stand apart
 * @param body text, or base64 of the bytes where {@code isBase64Encoded}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record HttpEvent(
        @Nullable String routeKey,
        String rawPath,
        @Nullable String rawQueryString,
        @Nullable List<String> cookies,
        @Nullable Map<String, String> headers,
        RequestContext requestContext,
        @Nullable String body,
        boolean isBase64Encoded) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record RequestContext(
            Http http,
            @Nullable Authorizer authorizer,
            @Nullable String requestId) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Http(String method, @Nullable String sourceIp) {}

    /** @param lambda what the authorizer found out about the caller */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Authorizer(@Nullable Map<String, @Nullable String> lambda) {}

    Map<String, @Nullable String> identity() {
        Authorizer authorizer = requestContext.authorizer();
        return authorizer == null || authorizer.lambda() == null ? Map.of() : authorizer.lambda();
    }
}
