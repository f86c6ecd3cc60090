package dev.statehouse.http;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * Refuses what the authorizer found to be beyond a limit, before anything else is looked at, and tells on every answer how
 * much is left (draft-ietf-httpapi-ratelimit-headers-10).
 */
@ServerFilter("/**")
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RateLimitFilter {

    @RequestFilter
    void refuse(HttpRequest<?> request) {
        Identity.of(request).refuseBeyondLimit();
    }

    @ResponseFilter
    void tell(HttpRequest<?> request, MutableHttpResponse<?> response) {
        Identity identity = Identity.of(request);
        identity.limit("rateLimit").ifPresent(limit -> response.header("RateLimit", limit));
        identity.limit("rateLimitPolicy").ifPresent(policy -> response.header("RateLimit-Policy", policy));
    }
}
