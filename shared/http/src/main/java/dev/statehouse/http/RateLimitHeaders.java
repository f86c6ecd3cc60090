package dev.statehouse.http;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * Tells on every answer what the authorizer found of the request's limits (draft-ietf-httpapi-ratelimit-headers-10). The
 * outermost filter: it sees the answers of the others too.
 */
@ServerFilter("/**")
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RateLimitHeaders {

    @ResponseFilter
    void add(HttpRequest<?> request, MutableHttpResponse<?> response) {
        Identity identity = Identity.of(request);
        identity.limit("rateLimit").ifPresent(limit -> response.header("RateLimit", limit));
        identity.limit("rateLimitPolicy").ifPresent(policy -> response.header("RateLimit-Policy", policy));
    }
}
