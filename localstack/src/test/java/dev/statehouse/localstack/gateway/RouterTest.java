package dev.statehouse.localstack.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.statehouse.localstack.template.Route;
import dev.statehouse.localstack.template.RouteKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterTest {
    private final Router router = new Router(Stream.of(
                    "ANY /{proxy+}",
                    "GET /pets/{proxy+}",
                    "GET /pets/dog/{id}",
                    "GET /pets/dog/1",
                    "ANY /pets/dog/1",
                    "GET /pets/{kind}/{id}/toys",
                    "ANY /pets/{kind}/{id}/toys")
            .map(RouterTest::route)
            .toList());

    @ParameterizedTest
    @CsvSource({
        // The first four are the example of the manual's page on routes.
        "GET, /pets/dog/1, GET /pets/dog/1",
        "GET, /pets/dog/2, GET /pets/dog/{id}",
        "GET, /pets/cat/1, GET /pets/{proxy+}",
        "POST, /test/5, ANY /{proxy+}",
        "POST, /pets/dog/1, ANY /pets/dog/1",
        "POST, /pets/dog/2, ANY /{proxy+}",
        "GET, /pets/a/b/toys, GET /pets/{kind}/{id}/toys",
        "PUT, /pets/a/b/toys, ANY /pets/{kind}/{id}/toys",
        "GET, /pets/, ANY /{proxy+}"
    })
    void theBestRouteWins(String method, String path, String expected) {
        assertEquals(
                expected, router.match(method, path).orElseThrow().route().key().toString());
    }

    @Test
    void variablesAreNamedAndSorted() {
        assertEquals(
                Map.of("kind", "cat", "id", "7"),
                router.match("GET", "/pets/cat/7/toys").orElseThrow().pathParameters());
    }

    @Test
    void theDefaultTakesWhatNoRouteTakes() {
        Route byDefault = new Route(RouteKey.DEFAULT, "F", Optional.empty());
        Router withDefault = new Router(List.of(byDefault, route("GET /a")));

        assertEquals(byDefault, withDefault.match("POST", "/a").orElseThrow().route());
        assertEquals("$default", byDefault.key().toString());
        assertEquals(Optional.empty(), new Router(List.of(route("GET /a"))).match("POST", "/a"));
    }

    private static Route route(String key) {
        int space = key.indexOf(' ');
        return new Route(new RouteKey(key.substring(0, space), key.substring(space + 1)), "F", Optional.empty());
    }
}
