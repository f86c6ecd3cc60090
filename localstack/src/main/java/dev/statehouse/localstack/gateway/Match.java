package dev.statehouse.localstack.gateway;

import dev.statehouse.localstack.template.Route;
import java.util.Map;

/** The route of a request and what its path variables stand for. */
record Match(Route route, Map<String, String> pathParameters) {}
