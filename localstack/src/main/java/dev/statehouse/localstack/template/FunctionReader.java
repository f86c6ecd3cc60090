package dev.statehouse.localstack.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads functions, with Globals merged in. */
final class FunctionReader {
    // AWS: "AWS::Lambda::Function" in the CloudFormation reference: MemorySize 128, Timeout 3 seconds by default.
    private static final int DEFAULT_MEMORY_MEGABYTES = 128;
    private static final int DEFAULT_TIMEOUT_SECONDS = 3;

    private final JsonNode resources;
    private final JsonNode globals;
    private final Intrinsics intrinsics;
    private final LocalValues values;
    private final Path artefacts;

    FunctionReader(JsonNode document, Intrinsics intrinsics, LocalValues values, Path artefacts) {
        this.resources = document.path("Resources");
        this.globals = document.path("Globals").path("Function");
        this.intrinsics = intrinsics;
        this.values = values;
        this.artefacts = artefacts;
    }

    Map<String, FunctionDefinition> functions() {
        Map<String, FunctionDefinition> functions = new LinkedHashMap<>();
        resources.properties().forEach(resource -> {
            if (isFunction(resource.getValue())) {
                functions.put(
                        resource.getKey(),
                        function(resource.getKey(), resource.getValue().path("Properties")));
            }
        });
        return functions;
    }

    private static boolean isFunction(JsonNode resource) {
        return resource.path("Type").asText().equals("AWS::Serverless::Function");
    }

    private FunctionDefinition function(String logicalId, JsonNode properties) {
        Map<String, String> environment = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        addVariables(globals, environment, unknown);
        addVariables(properties, environment, unknown);
        environment.putAll(values.variables(logicalId));
        unknown.removeAll(environment.keySet());
        return new FunctionDefinition(
                logicalId,
                intrinsics.text(property(properties, "FunctionName")).orElse(logicalId),
                required(logicalId, properties, "Handler"),
                number(properties, "MemorySize", DEFAULT_MEMORY_MEGABYTES),
                Duration.ofSeconds(number(properties, "Timeout", DEFAULT_TIMEOUT_SECONDS)),
                artefacts.resolve(required(logicalId, properties, "CodeUri")),
                Map.copyOf(environment),
                List.copyOf(unknown));
    }

    private void addVariables(JsonNode source, Map<String, String> environment, List<String> unknown) {
        source.path("Environment").path("Variables").properties().forEach(variable -> {
            Optional<JsonNode> value = intrinsics.resolve(variable.getValue());
            if (value.isEmpty()) {
                unknown.add(variable.getKey());
            } else if (!value.get().isMissingNode()) {
                environment.put(variable.getKey(), value.get().asText());
            }
        });
    }

    private JsonNode property(JsonNode properties, String name) {
        return properties.has(name) ? properties.path(name) : globals.path(name);
    }

    private String required(String logicalId, JsonNode properties, String name) {
        return intrinsics
                .text(property(properties, name))
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new TemplateError("%s: %s is missing or unknown".formatted(logicalId, name)));
    }

    private int number(JsonNode properties, String name, int standard) {
        return intrinsics
                .text(property(properties, name))
                .filter(text -> !text.isEmpty())
                .map(Integer::valueOf)
                .orElse(standard);
    }
}
