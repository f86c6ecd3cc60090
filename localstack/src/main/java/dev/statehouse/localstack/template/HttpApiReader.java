package dev.statehouse.localstack.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the routes of the {@code AWS::Serverless::HttpApi} from the OpenAPI document in its DefinitionBody. */
final class HttpApiReader {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final String ANY_METHOD = "x-amazon-apigateway-any-method";
    private static final String INTEGRATION = "x-amazon-apigateway-integration";

    private final Set<String> functions;
    private final Intrinsics intrinsics;
    private final JsonNode properties;
    private final JsonNode api;

    HttpApiReader(JsonNode resources, Set<String> functions, Intrinsics intrinsics) {
        this.functions = functions;
        this.intrinsics = intrinsics;
        this.properties = properties(resources);
        this.api = properties.path("DefinitionBody");
    }

    List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        api.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (METHODS.contains(operation.getKey())
                            || operation.getKey().equals(ANY_METHOD)) {
                        routes.add(route(key(operation.getKey(), path.getKey()), operation.getValue()));
                    }
                }));
        return List.copyOf(routes);
    }

    CorsRules cors() {
        JsonNode cors = properties.path("CorsConfiguration");
        return new CorsRules(
                texts(cors.path("AllowOrigins")),
                texts(cors.path("AllowMethods")),
                texts(cors.path("AllowHeaders")),
                texts(cors.path("ExposeHeaders")),
                cors.path("MaxAge").asInt(0),
                cors.path("AllowCredentials").asBoolean(false));
    }

    private static JsonNode properties(JsonNode resources) {
        for (JsonNode resource : resources) {
            if (resource.path("Type").asText().equals("AWS::Serverless::HttpApi")) {
                return resource.path("Properties");
            }
        }
        return MissingNode.getInstance();
    }

    // AWS: "Work with OpenAPI definitions for HTTP APIs" writes the key as /$default; $default is what the console
    // shows.
    private static RouteKey key(String method, String path) {
        if (path.equals("$default") || path.equals("/$default")) {
            return RouteKey.DEFAULT;
        }
        return new RouteKey(method.equals(ANY_METHOD) ? RouteKey.ANY_METHOD : method.toUpperCase(Locale.ROOT), path);
    }

    private Route route(RouteKey key, JsonNode operation) {
        JsonNode integration = dereferenced(operation.path(INTEGRATION));
        demand(key, integration, "type", "aws_proxy");
        demand(key, integration, "payloadFormatVersion", "2.0");
        return new Route(key, function(key + ": integration", integration.path("uri")), authorizer(key, operation));
    }

    private void demand(RouteKey key, JsonNode integration, String name, String value) {
        String actual = integration.path(name).asText();
        if (!actual.equalsIgnoreCase(value)) {
            throw new TemplateError("%s: %s of the integration is '%s', not '%s'".formatted(key, name, actual, value));
        }
    }

    private Optional<String> authorizer(RouteKey key, JsonNode operation) {
        JsonNode security = operation.has("security") ? operation.path("security") : api.path("security");
        if (security.isEmpty() || security.path(0).isEmpty()) {
            return Optional.empty();
        }
        String name = security.path(0).fieldNames().next();
        JsonNode scheme = api.path("components").path("securitySchemes").path(name);
        JsonNode authorizer = dereferenced(scheme.path("x-amazon-apigateway-authorizer"));
        if (!authorizer.path("type").asText().equals("request")
                || !authorizer.path("authorizerPayloadFormatVersion").asText().equals("2.0")
                || !authorizer.path("enableSimpleResponses").asBoolean()) {
            throw new TemplateError(key + ": only request authorizers with simple responses of format 2.0 run here");
        }
        if (authorizer.has("identitySource")
                || authorizer.path("authorizerResultTtlInSeconds").asInt(0) != 0) {
            throw new TemplateError(key + ": identity sources and cached authorizations are not reproduced here");
        }
        return Optional.of(function(name + ": authorizer", authorizer.path("authorizerUri")));
    }

    private String function(String place, JsonNode uri) {
        return Intrinsics.references(uri).stream()
                .filter(functions::contains)
                .findFirst()
                .orElseThrow(() -> new TemplateError(place + " names no function of the template"));
    }

    private JsonNode dereferenced(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.startsWith("#/") ? api.at(reference.substring(1)) : node;
    }

    private List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> intrinsics.text(item).ifPresent(texts::add));
        return List.copyOf(texts);
    }
}
