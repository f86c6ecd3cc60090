package dev.statehouse.crud.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.data.Json;
import dev.statehouse.http.Problem.FieldError;
import dev.statehouse.http.RequestError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The variables of a version: as declared, each once, and covering every placeholder; or taken from the placeholders. */
final class DeclaredVariables {

    private DeclaredVariables() {}

    /** @throws RequestError naming every variable at fault */
    static List<Variable> of(NewPromptVersion body, String at) {
        Set<String> used = new LinkedHashSet<>(Template.parse(body.template()).placeholders());
        used.addAll(Template.parse(body.systemPrompt()).placeholders());
        if (body.variables() == null) {
            return used.stream().map(Variable::text).toList();
        }
        List<FieldError> errors = errors(body.variables(), used, at);
        if (!errors.isEmpty()) {
            throw RequestError.invalid("the variables don't fit the template", errors);
        }
        return body.variables();
    }

    /** As a card and its versions keep them. */
    static Json write(ObjectMapper json, List<Variable> variables) {
        try {
            return new Json(json.writeValueAsString(variables));
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    private static List<FieldError> errors(List<Variable> variables, Set<String> used, String at) {
        List<FieldError> errors = new ArrayList<>();
        Set<String> declared = new HashSet<>();
        for (int i = 0; i < variables.size(); i++) {
            Variable variable = variables.get(i);
            String pointer = at + "/variables/" + i;
            if (!declared.add(variable.name())) {
                errors.add(FieldError.inBody(pointer + "/name", "'" + variable.name() + "' is declared twice"));
            }
            if (variable.defaultValue() != null && !Values.fits(variable.type(), variable.defaultValue())) {
                errors.add(FieldError.inBody(pointer + "/default", "must be of the type " + variable.type()));
            }
        }
        for (String name : used) {
            if (!declared.contains(name)) {
                errors.add(FieldError.inBody(at + "/template", "'" + name + "' is not declared"));
            }
        }
        return errors;
    }
}
