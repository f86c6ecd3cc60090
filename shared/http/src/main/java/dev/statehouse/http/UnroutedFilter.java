package dev.statehouse.http;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Answers what the gateway had no route for: 405 with the methods that the path has, in whichever function, or 404. Even
 * where a controller here would serve it: no authorizer was asked. HEAD is no method of any path.
 */
@ServerFilter("/**")
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnroutedFilter {

    private static final String DEFAULT_ROUTE = "$default";

    private volatile @Nullable RouteTable routes;

    @RequestFilter
    @Nullable
    HttpResponse<?> answer(HttpRequest<?> request) {
        if (!(request instanceof HttpEventRequest<?> event)
                || !DEFAULT_ROUTE.equals(event.getNativeRequest().routeKey())) {
            return null;
        }
        List<String> methods = routes().methods(event.getNativeRequest().rawPath());
        MutableHttpResponse<Problem> answer = methods.isEmpty()
                ? problem(request, ProblemType.NOT_FOUND, "there is nothing at this path")
                : problem(
                        request,
                        ProblemType.METHOD_NOT_ALLOWED,
                        request.getMethodName() + " is not a method of this path");
        return methods.isEmpty() ? answer : answer.header(HttpHeaders.ALLOW, String.join(", ", methods));
    }

    // Read at the first stray request, not in every cold start.
    private RouteTable routes() {
        RouteTable known = routes;
        if (known == null) {
            known = Objects.requireNonNull(RouteTable.packaged(), "template.yaml is not packaged");
            routes = known;
        }
        return known;
    }

    private static MutableHttpResponse<Problem> problem(HttpRequest<?> request, ProblemType type, String detail) {
        MutableHttpResponse<Problem> answer =
                HttpResponse.<Problem>status(type.status(), null).contentType(Problem.MEDIA_TYPE);
        return request.getMethod() == HttpMethod.HEAD ? answer : answer.body(Problem.of(type, detail, List.of()));
    }
}
