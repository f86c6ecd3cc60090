package dev.statehouse.crud.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.data.Json;
import dev.statehouse.http.Problem.FieldError;
import dev.statehouse.http.RequestError;
import io.micronaut.core.annotation.Introspected;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values to fill a prompt with.
 *
 * @param variables a JSON object of values by name
 */
@Introspected
record Rendering(@Nullable Json variables) {

    /** @throws RequestError naming every variable that is missing, not declared or of another type */
    RenderedPrompt of(ResolvedPrompt prompt) {
        Map<String, String> values = values(Values.parse(prompt.variables()), given());
        return new RenderedPrompt(
                prompt.slug(),
                prompt.label(),
                prompt.version(),
                fill(prompt.template(), values),
                prompt.systemPrompt() == null ? null : fill(prompt.systemPrompt(), values));
    }

    private static String fill(String template, Map<String, String> values) {
        return Template.parse(template).fill(name -> Objects.requireNonNullElse(values.get(name), ""));
    }

    private JsonNode given() {
        JsonNode given = Values.parse(variables == null ? Json.EMPTY_OBJECT : variables);
        if (!given.isObject()) {
            throw RequestError.invalid(
                    "variables must be an object",
                    List.of(FieldError.inBody("/variables", "must be an object of values by name")));
        }
        return given;
    }

    private static Map<String, String> values(JsonNode declared, JsonNode given) {
        Map<String, String> values = new HashMap<>();
        List<FieldError> errors = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode variable : declared) {
            String name = variable.path("name").asText();
            names.add(name);
            JsonNode value = given.has(name) ? given.get(name) : variable.path("default");
            if (value.isMissingNode() || value.isNull()) {
                if (variable.path("required").asBoolean(true)) {
                    errors.add(error(name, "is required"));
                }
            } else if (!Values.fits(variable.path("type").asText(), value)) {
                errors.add(error(
                        name, "must be of the type " + variable.path("type").asText()));
            } else {
                values.put(name, Values.render(value));
            }
        }
        given.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                errors.add(error(name, "is not declared"));
            }
        });
        if (!errors.isEmpty()) {
            throw RequestError.invalid("the values don't fit the prompt's variables", errors);
        }
        return values;
    }

    private static FieldError error(String name, String fault) {
        return FieldError.inBody("/variables/" + name, "'" + name + "' " + fault);
    }
}
