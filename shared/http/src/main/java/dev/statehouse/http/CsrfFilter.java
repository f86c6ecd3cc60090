package dev.statehouse.http;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.List;

/** Refuses changes that a page of another origin had a browser send with its cookie; see {@link CsrfCheck}. */
@ServerFilter("/**")
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class CsrfFilter {

    @RequestFilter
    void check(HttpRequest<?> request) {
        HttpHeaders headers = request.getHeaders();
        if (Identity.of(request).isByCookie()
                && !CsrfCheck.allows(
                        request.getMethodName(),
                        headers.get("Sec-Fetch-Site"),
                        headers.get(HttpHeaders.ORIGIN),
                        headers.get(HttpHeaders.HOST))) {
            throw new RequestError(
                    ProblemType.FORBIDDEN,
                    "a change by cookie must come from a page of this origin; other clients send their token as a bearer",
                    List.of());
        }
    }
}
