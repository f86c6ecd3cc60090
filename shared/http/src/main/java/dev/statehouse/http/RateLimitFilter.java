package dev.statehouse.http;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Refuses what the authorizer found to be beyond a limit, before anything else of it is looked at. */
@ServerFilter("/**")
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class RateLimitFilter {

    @RequestFilter
    void check(HttpRequest<?> request) {
        Identity.of(request).refuseBeyondLimit();
    }
}
