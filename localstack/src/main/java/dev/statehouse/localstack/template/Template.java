package dev.statehouse.localstack.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The part of {@code template.yaml} that the local stack plays. Functions are keyed by logical id. */
public record Template(
        Map<String, FunctionDefinition> functions, List<Route> routes, List<Schedule> schedules, CorsRules cors) {

    /**
     * Reads a template.
     *
     * @param values values of parameters, and variables that replace or add to those of the functions
     * @param artefacts folder that relative CodeUris start from
     * @throws TemplateError if a route names a function that does not exist, or asks for what is not reproduced here
     */
    public static Template read(Path file, LocalValues values, Path artefacts) throws IOException {
        JsonNode document = CloudFormationYaml.read(file);
        Intrinsics intrinsics = new Intrinsics(parameters(document, values), document.path("Conditions"));
        FunctionReader functionReader = new FunctionReader(document, intrinsics, values, artefacts);
        Map<String, FunctionDefinition> functions = functionReader.functions();
        HttpApiReader api = new HttpApiReader(document.path("Resources"), functions.keySet(), intrinsics);
        ScheduleReader schedules = new ScheduleReader(document.path("Resources"), functions.keySet(), intrinsics);
        return new Template(functions, api.routes(), schedules.schedules(), api.cors());
    }

    private static Map<String, String> parameters(JsonNode document, LocalValues values) {
        Map<String, String> parameters = new LinkedHashMap<>();
        document.path("Parameters").properties().forEach(parameter -> {
            JsonNode standard = parameter.getValue().path("Default");
            values.value(parameter.getKey())
                    .or(() -> standard.isMissingNode() ? Optional.empty() : Optional.of(standard.asText()))
                    .ifPresent(value -> parameters.put(parameter.getKey(), value));
        });
        // A reference to a resource is its name, which is known here of what the stack has made: the bucket.
        document.path("Resources")
                .fieldNames()
                .forEachRemaining(resource -> values.value(resource).ifPresent(name -> parameters.put(resource, name)));
        return parameters;
    }
}
