package dev.statehouse.testing.layout;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A function's OpenAPI document, as the compiler left it on the class path, and what is wrong with it. */
final class ApiDescription {

    private static final String RESOURCE = "META-INF/swagger/statehouse-1.yml";
    private static final Pattern PATH_PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final List<String> ALWAYS = List.of("400", "401", "403", "429", "503");

    private final JsonNode document;
    private final List<String> faults = new ArrayList<>();

    ApiDescription(JsonNode document) {
        this.document = document;
    }

    static ApiDescription read() {
        try (InputStream yaml = ApiDescription.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            if (yaml == null) {
                throw new AssertionError(RESOURCE + " is not on the class path: the compiler wrote no description");
            }
            return new ApiDescription(CloudYaml.parse(new String(yaml.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Operations by method and path. */
    Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new TreeMap<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> operations.put(
                                operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                operation.getValue())));
        return operations;
    }

    /** Names of a component's properties. */
    Set<String> properties(String schema) {
        Set<String> names = new TreeSet<>();
        document.at("/components/schemas/" + schema + "/properties")
                .fieldNames()
                .forEachRemaining(names::add);
        return names;
    }

    /** All that breaks the standard or our own rules, in words; empty when nothing does. */
    List<String> faults() {
        faults.clear();
        demand(document.path("openapi").asText().startsWith("3.1."), "the document is not OpenAPI 3.1");
        for (String field : List.of("title", "version", "description")) {
            demand(!document.path("info").path(field).asText().isBlank(), "info has no " + field);
        }
        for (String scheme : List.of("apiKey", "session")) {
            demand(
                    document.at("/components/securitySchemes/" + scheme + "/scheme")
                            .asText()
                            .equals("bearer"),
                    "there is no scheme " + scheme);
        }
        Set<String> ids = new HashSet<>();
        operations().forEach((key, operation) -> {
            demand(ids.add(operation.path("operationId").asText()), key + ": operationId is not unique");
            checkOperation(key, operation);
        });
        checkTree("", document);
        return List.copyOf(faults);
    }

    private void checkOperation(String key, JsonNode operation) {
        demand(operation.path("operationId").asText().matches("[a-z]\\w+"), key + " has no proper operationId");
        demand(!operation.path("summary").asText().isBlank(), key + " has no summary");
        checkSecurity(key, operation);
        JsonNode responses = operation.path("responses");
        for (String status : ALWAYS) {
            demand(responses.has(status), key + " does not say that it may answer " + status);
        }
        List<String> successes = responses.properties().stream()
                .map(Map.Entry::getKey)
                .filter(status -> status.startsWith("2"))
                .toList();
        demand(!successes.isEmpty(), key + " names no success");
        for (String status : successes) {
            boolean described = responses.path(status).path("content").properties().stream()
                    .allMatch(content -> !content.getValue().path("schema").isEmpty());
            boolean bodiless = status.equals("204");
            demand(
                    described && bodiless != responses.path(status).has("content"),
                    key + " does not say what a " + status + " holds: let it return a type, or add @Answers");
        }
        checkParameters(key, operation.path("parameters"));
    }

    /** An API key is always asked for with a scope and a role; a session may be enough by itself, as may nothing. */
    private void checkSecurity(String key, JsonNode operation) {
        JsonNode security = operation.path("security");
        demand(security.isArray() && !security.isEmpty(), key + " does not say with which credentials it is called");
        boolean inWorkspace = false;
        for (JsonNode choice : security) {
            inWorkspace |= choice.has("apiKey");
            demand(
                    choice.isEmpty() || choice.has("apiKey") || choice.has("session"),
                    key + " asks for credentials that there are none of: " + choice);
        }
        for (JsonNode choice : security) {
            demand(
                    choice.isEmpty()
                            || inWorkspace
                                    == choice.elements().next().path(0).asText().contains(":"),
                    key + " names no scope, or one that nobody gave: " + choice);
        }
        demand(
                inWorkspace
                        == List.of("viewer", "editor", "admin", "owner")
                                .contains(operation.path("x-required-role").asText()),
                key + " has no x-required-role, or one without a workspace");
    }

    private void checkParameters(String key, JsonNode parameters) {
        Set<String> wanted = PATH_PARAMETER
                .matcher(key)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        Set<String> found = new HashSet<>();
        for (JsonNode parameter : parameters) {
            if (parameter.path("in").asText().equals("path")) {
                found.add(parameter.path("name").asText());
                demand(parameter.path("required").asBoolean(), key + ": a path parameter is always required");
            }
            demand(!parameter.path("name").asText().equals("caller"), key + " shows its Caller");
        }
        demand(wanted.equals(found), key + " describes the path parameters " + found);
        if (key.startsWith("POST ")) {
            demand(parameters.toString().contains("IdempotencyKey"), key + " does not describe Idempotency-Key");
        }
    }

    private void checkTree(String place, JsonNode node) {
        JsonNode reference = node.path("$ref");
        if (reference.isTextual()) {
            String target = reference.asText();
            demand(
                    target.startsWith("#/") && !document.at(target.substring(1)).isMissingNode(),
                    place + " refers to " + target + ", which is not there");
        }
        demand(!node.path("nullable").isBoolean(), place + ": 'nullable' is no word of 3.1");
        demand(
                !node.path("type").isArray() || node.path("type").size() < 3,
                place + " is of more types than one and null");
        demand(!(node.path("type").asText().equals("null") && node.has("allOf")), place + " can be nothing");
        node.properties().forEach(child -> checkTree(place + "/" + child.getKey(), child.getValue()));
        if (node.isArray()) {
            node.forEach(child -> checkTree(place + "[]", child));
        }
    }

    private void demand(boolean holds, String fault) {
        if (!holds) {
            faults.add(fault);
        }
    }
}
