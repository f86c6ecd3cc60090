package dev.statehouse.localstack.gateway;

import dev.statehouse.localstack.template.Route;
import dev.statehouse.localstack.template.RouteKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the route of a request.
 *
 * <p>AWS: "Create routes for HTTP APIs", "Routing API requests": a full match first, then a greedy path variable, then
 * {@code $default}. The manual's example adds that fixed segments win over variables; that a method wins over
 * {@code ANY} on the same path is inferred from "all methods that you haven't defined".
 */
final class Router {
    private final List<CompiledRoute> routes;
    private final Optional<Match> byDefault;

    Router(List<Route> routes) {
        this.routes = routes.stream()
                .filter(route -> !route.key().equals(RouteKey.DEFAULT))
                .map(CompiledRoute::of)
                .sorted(Comparator.naturalOrder())
                .toList();
        this.byDefault = routes.stream()
                .filter(route -> route.key().equals(RouteKey.DEFAULT))
                .findFirst()
                .map(route -> new Match(route, Map.of()));
    }

    /** @param path decoded; a final slash counts */
    Optional<Match> match(String method, String path) {
        String[] segments = path.split("/", -1);
        for (CompiledRoute route : routes) {
            if (route.matches(method, segments)) {
                return Optional.of(new Match(route.route(), route.parameters(segments)));
            }
        }
        return byDefault;
    }

    private record Segment(String text, boolean variable) {}

    private record CompiledRoute(Route route, List<Segment> segments, boolean greedy)
            implements Comparable<CompiledRoute> {

        static CompiledRoute of(Route route) {
            List<Segment> segments = new ArrayList<>();
            boolean greedy = false;
            for (String text : route.key().path().split("/", -1)) {
                boolean variable = text.startsWith("{") && text.endsWith("}");
                greedy = variable && text.endsWith("+}");
                String name = variable ? text.substring(1, text.length() - (greedy ? 2 : 1)) : text;
                segments.add(new Segment(name, variable));
            }
            return new CompiledRoute(route, List.copyOf(segments), greedy);
        }

        boolean matches(String method, String[] path) {
            String own = route.key().method();
            if (!own.equals(RouteKey.ANY_METHOD) && !own.equals(method)) {
                return false;
            }
            if (greedy ? path.length < segments.size() : path.length != segments.size()) {
                return false;
            }
            for (int i = 0; i < segments.size(); i++) {
                Segment segment = segments.get(i);
                if (segment.variable() ? path[i].isEmpty() : !segment.text().equals(path[i])) {
                    return false;
                }
            }
            return true;
        }

        Map<String, String> parameters(String[] path) {
            Map<String, String> parameters = new TreeMap<>();
            for (int i = 0; i < segments.size(); i++) {
                if (segments.get(i).variable()) {
                    boolean rest = greedy && i == segments.size() - 1;
                    parameters.put(
                            segments.get(i).text(),
                            rest ? String.join("/", List.of(path).subList(i, path.length)) : path[i]);
                }
            }
            return parameters;
        }

        @Override
        public int compareTo(CompiledRoute other) {
            if (greedy != other.greedy) {
                return greedy ? 1 : -1;
            }
            for (int i = 0; i < Math.min(segments.size(), other.segments.size()); i++) {
                int order = Boolean.compare(
                        segments.get(i).variable(), other.segments.get(i).variable());
                if (order != 0) {
                    return order;
                }
            }
            if (segments.size() != other.segments.size()) {
                return other.segments.size() - segments.size();
            }
            return Boolean.compare(anyMethod(), other.anyMethod());
        }

        private boolean anyMethod() {
            return route.key().method().equals(RouteKey.ANY_METHOD);
        }
    }
}
