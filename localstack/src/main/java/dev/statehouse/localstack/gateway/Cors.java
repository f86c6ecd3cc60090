package dev.statehouse.localstack.gateway;

import dev.statehouse.localstack.template.CorsRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * AWS: "Configure CORS for HTTP APIs": the gateway answers preflights itself, even where a route exists for OPTIONS, and
 * replaces CORS headers of functions.
 */
final class Cors {
    private final CorsRules rules;

    Cors(CorsRules rules) {
        this.rules = rules;
    }

    /** The answer to a preflight; empty if the request is none or nothing is configured. */
    Optional<Answer> preflight(ClientRequest request) {
        boolean preflight = request.method().equals("OPTIONS")
                && request.headers().containsKey("origin")
                && request.headers().containsKey("access-control-request-method");
        if (!preflight || rules.origins().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(decorate(request, new Answer(204, Map.of(), List.of(), new byte[0])));
    }

    Answer decorate(ClientRequest request, Answer answer) {
        String origin = request.header("origin");
        if (origin.isEmpty() || rules.origins().isEmpty()) {
            return answer;
        }
        Map<String, String> headers = new TreeMap<>(answer.headers());
        headers.keySet().removeIf(name -> name.startsWith("access-control-"));
        if (rules.origins().contains("*")) {
            put(headers, "origin", "*");
        } else if (rules.origins().contains(origin)) {
            put(headers, "origin", origin);
        } else {
            return new Answer(answer.status(), headers, answer.cookies(), answer.body());
        }
        put(headers, "credentials", rules.credentials() ? "true" : "");
        if (request.method().equals("OPTIONS")) {
            put(headers, "methods", String.join(",", rules.methods()));
            put(headers, "headers", String.join(",", rules.headers()));
            if (rules.maxAgeSeconds() > 0) {
                headers.put("access-control-max-age", Integer.toString(rules.maxAgeSeconds()));
            }
        }
        if (!rules.exposedHeaders().isEmpty()) {
            headers.put("access-control-expose-headers", String.join(",", rules.exposedHeaders()));
        }
        return new Answer(answer.status(), headers, answer.cookies(), answer.body());
    }

    private static void put(Map<String, String> headers, String what, String value) {
        if (!value.isEmpty()) {
            headers.put("access-control-allow-" + what, value);
        }
    }
}
