package dev.statehouse.openapi;

import dev.statehouse.http.Permission;
import io.micronaut.inject.ast.MethodElement;
import io.micronaut.inject.ast.ParameterElement;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whom an operation answers: its Java method says so by the type of its argument.
 *
 * @param permission that a caller in a workspace needs; null for whom no workspace is asked of
 */
record Admission(Kind kind, @Nullable Permission permission) {

    static final String KEY = "apiKey";
    static final String SESSION = "session";

    private static final String PERMITTED = "dev.statehouse.http.Permitted";

    /** The argument that stands for whoever sent the request. */
    enum Kind {
        CALLER("dev.statehouse.http.Caller"),
        PERSON("dev.statehouse.http.Person"),
        VISITOR("dev.statehouse.http.Visitor");

        private final String type;

        Kind(String type) {
            this.type = type;
        }
    }

    /** Whether the argument stands for whoever sent the request. */
    static boolean isSender(ParameterElement parameter) {
        return Arrays.stream(Kind.values())
                .anyMatch(kind -> kind.type.equals(parameter.getType().getName()));
    }

    static Admission of(MethodElement method) {
        Set<String> types = Arrays.stream(method.getParameters())
                .map(parameter -> parameter.getType().getName())
                .collect(Collectors.toSet());
        // What asks for less comes last: a method that takes several is as strict as its strictest.
        Kind kind = Arrays.stream(Kind.values())
                .filter(candidate -> types.contains(candidate.type))
                .findFirst()
                .orElse(Kind.VISITOR);
        String permission = method.stringValue(PERMITTED).orElse(null);
        return new Admission(kind, permission == null ? null : Permission.valueOf(permission));
    }

    /** Says it in the description: the credentials with the scope that they need, and the least role. */
    void describe(Operation operation) {
        operation.setSecurity(
                switch (kind) {
                    case CALLER -> List.of(requirement(KEY), requirement(SESSION));
                    case PERSON -> List.of(requirement(SESSION));
                    case VISITOR -> List.of(new SecurityRequirement());
                });
        if (permission != null) {
            operation.addExtension("x-required-role", permission.leastRole().label());
        }
    }

    private SecurityRequirement requirement(String scheme) {
        return permission == null
                ? new SecurityRequirement().addList(scheme)
                : new SecurityRequirement().addList(scheme, permission.scope());
    }
}
