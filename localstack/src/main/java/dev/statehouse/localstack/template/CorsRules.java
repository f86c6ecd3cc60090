package dev.statehouse.localstack.template;

import java.util.List;

/** {@code CorsConfiguration} of the HTTP API; without origins it does nothing. */
public record CorsRules(
        List<String> origins,
        List<String> methods,
        List<String> headers,
        List<String> exposedHeaders,
        int maxAgeSeconds,
        boolean credentials) {
    public static final CorsRules NONE = new CorsRules(List.of(), List.of(), List.of(), List.of(), 0, false);
}
