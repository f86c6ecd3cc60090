package dev.statehouse.authorizer;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.statehouse.data.limit.Operation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What API Gateway asks, reduced to what is read here.
 *
 * @param routeKey such as {@code GET /v1/projects}
 * @param headers names in lower case; repeated headers are joined by commas; cookies stand apart
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record AuthorizerEvent(
        @Nullable String routeKey,
        @Nullable Map<String, String> headers,
        @Nullable List<String> cookies,
        @Nullable RequestContext requestContext) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record RequestContext(@Nullable Http http) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Http(@Nullable String sourceIp) {}

    @Nullable
    String header(String name) {
        return headers == null ? null : headers.get(name);
    }

    /** The first cookie of this name. */
    @Nullable
    String cookie(String name) {
        String start = name + "=";
        return cookies == null
                ? null
                : cookies.stream()
                        .filter(cookie -> cookie.startsWith(start))
                        .map(cookie -> cookie.substring(start.length()))
                        .findFirst()
                        .orElse(null);
    }

    /** What is asked for; empty if the gateway did not say. */
    String route() {
        return Objects.requireNonNullElse(routeKey, "");
    }

    Operation operation() {
        return Operation.of(route());
    }

    /** That the request came from; empty if the gateway did not say. */
    String address() {
        Http http = requestContext == null ? null : requestContext.http();
        return http == null ? "" : Objects.requireNonNullElse(http.sourceIp(), "");
    }
}
