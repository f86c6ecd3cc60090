package dev.statehouse.localstack.template;

import java.util.Optional;

/**
 * A route of the HTTP API and what serves it.
 *
 * @param authorizer logical id of the function that decides who may pass; empty for a public route
 */
public record Route(RouteKey key, String function, Optional<String> authorizer) {}
