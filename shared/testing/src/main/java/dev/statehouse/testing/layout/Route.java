package dev.statehouse.testing.layout;

/**
 * One route of the template.
 *
 * @param key method and path, such as {@code GET /v1/projects/{id}}
 * @param function logical id
 * @param secured whether the authorizer is asked first
 */
record Route(String key, String function, boolean secured) {

    static final String DEFAULT = "$default";
}
