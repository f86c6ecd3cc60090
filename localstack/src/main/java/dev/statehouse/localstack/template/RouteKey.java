package dev.statehouse.localstack.template;

/** A method (or {@code ANY}) and a path template; {@link #DEFAULT} catches what no other route does. */
public record RouteKey(String method, String path) {
    public static final String ANY_METHOD = "ANY";
    public static final RouteKey DEFAULT = new RouteKey(ANY_METHOD, "$default");

    /** As events carry it: {@code GET /v1/prompts/{id}} or {@code $default}. */
    @Override
    public String toString() {
        return equals(DEFAULT) ? path : method + " " + path;
    }
}
