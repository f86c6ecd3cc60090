package dev.statehouse.data.limit;

import java.util.Locale;

/** The classes of operations that have limits of their own. Logins and password resets have further ones where they are served. */
public enum Operation {
    READ,
    WRITE,
    SEARCH;

    private final String label = name().toLowerCase(Locale.ROOT);

    /**
     * The class of a route; of one that can't be read, the one with the lowest limit.
     *
     * @param routeKey of API Gateway, such as {@code GET /v1/projects}
     */
    public static Operation of(String routeKey) {
        int space = routeKey.indexOf(' ');
        String path = routeKey.substring(space + 1);
        if (path.equals("/v1/search") || path.startsWith("/v1/search/")) {
            return SEARCH;
        }
        String method = routeKey.substring(0, Math.max(0, space));
        return method.equals("GET") || method.equals("HEAD") ? READ : WRITE;
    }

    /** Name of the policy, as its headers show it. */
    public String label() {
        return label;
    }
}
