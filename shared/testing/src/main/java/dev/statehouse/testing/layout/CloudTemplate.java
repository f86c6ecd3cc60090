package dev.statehouse.testing.layout;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code template.yaml} says about functions, routes and the database's settings. */
final class CloudTemplate {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final Pattern ALIAS = Pattern.compile("functions/\\$\\{(\\w+)\\.Alias}/invocations$");

    private final JsonNode parameters;
    private final JsonNode resources;

    CloudTemplate(String yaml) {
        JsonNode template = CloudYaml.parse(yaml);
        this.parameters = template.path("Parameters");
        this.resources = template.required("Resources");
    }

    static CloudTemplate read() {
        return new CloudTemplate(Project.text("template.yaml"));
    }

    /** {@code SessionCleanupFunction} for the folder {@code session-cleanup}. */
    static String logicalId(String folder) {
        StringBuilder id = new StringBuilder();
        for (String word : folder.split("-", -1)) {
            id.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return id.append("Function").toString();
    }

    /** Properties of each function, by logical id. */
    Map<String, JsonNode> functions() {
        return ofType("AWS::Serverless::Function");
    }

    /** A property's value; of a parameter, what it is by default. */
    String valueByDefault(JsonNode property) {
        return property.has("Ref")
                ? parameters
                        .required(property.path("Ref").asText())
                        .required("Default")
                        .asText()
                : property.asText();
    }

    /** Properties of every resource of one type, by logical id. */
    Map<String, JsonNode> ofType(String type) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        resources.properties().forEach(resource -> {
            if (resource.getValue().path("Type").asText().equals(type)) {
                found.put(resource.getKey(), resource.getValue().path("Properties"));
            }
        });
        return found;
    }

    /** All routes, {@code $default} among them. */
    List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        JsonNode paths = resources.at("/HttpApi/Properties/DefinitionBody").required("paths");
        paths.properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation ->
                                routes.add(route(path.getKey(), operation.getKey(), operation.getValue()))));
        return routes;
    }

    private static Route route(String path, String method, JsonNode operation) {
        String uri = operation.at("/x-amazon-apigateway-integration/uri/Sub").asText();
        Matcher alias = ALIAS.matcher(uri);
        if (!alias.find()) {
            throw new AssertionError(method + " " + path + " leads to no function's alias: " + uri);
        }
        return new Route(
                key(path, method), alias.group(1), operation.at("/security/0").has("Authorizer"));
    }

    private static String key(String path, String method) {
        if (path.equals(Route.DEFAULT)) {
            return Route.DEFAULT;
        }
        if (!METHODS.contains(method) || path.contains("+}")) {
            throw new AssertionError(method + " " + path + " is not an explicit route");
        }
        return method.toUpperCase(Locale.ROOT) + " " + path;
    }
}
