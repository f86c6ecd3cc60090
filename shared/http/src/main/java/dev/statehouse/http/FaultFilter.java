package dev.statehouse.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.UriRouteMatch;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Refuses, before any argument is bound, what no parameter may hold: PostgreSQL stores no NUL character. */
@ServerFilter("/**")
final class FaultFilter {

    @RequestFilter
    void check(HttpRequest<?> request) {
        RequestError fault = request instanceof HttpEventRequest<?> event ? event.fault() : null;
        if (fault != null) {
            throw fault;
        }
        String type = request.getHeaders().get(HttpHeaders.CONTENT_TYPE);
        if (type != null && request.getContentType().isEmpty()) {
            throw new RequestError(ProblemType.UNSUPPORTED_MEDIA_TYPE, "the Content-Type is not one", List.of());
        }
        if (RouteAttributes.getRouteMatch(request).orElse(null) instanceof UriRouteMatch<?, ?> route) {
            checkSegments(route);
        }
    }

    private static void checkSegments(UriRouteMatch<?, ?> route) {
        for (Map.Entry<String, @Nullable Object> segment :
                route.getVariableValues().entrySet()) {
            if (segment.getValue() instanceof String text && text.indexOf('\0') >= 0) {
                throw RequestError.malformed(segment.getKey(), segment.getKey() + " must not hold a NUL character");
            }
        }
    }
}
