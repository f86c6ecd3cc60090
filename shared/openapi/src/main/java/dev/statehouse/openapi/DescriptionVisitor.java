package dev.statehouse.openapi;

import io.micronaut.core.annotation.AnnotationValue;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.HttpMethodMapping;
import io.micronaut.inject.ast.MethodElement;
import io.micronaut.inject.ast.ParameterElement;
import io.micronaut.inject.visitor.TypeElementVisitor;
import io.micronaut.inject.visitor.VisitorContext;
import io.micronaut.openapi.visitor.Utils;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Locale;

/**
 * Completes the OpenAPI document while micronaut-openapi makes it: names operations, hides what only the server sees, and
 * adds what all operations share.
 */
public final class DescriptionVisitor implements TypeElementVisitor<Controller, HttpMethodMapping> {

    private static final String CALLER = "dev.statehouse.http.Caller";

    private boolean found;

    /** Before the visitors of micronaut-openapi, which are at 100 and below: the highest comes first. */
    @Override
    public int getOrder() {
        return 110;
    }

    @Override
    public VisitorKind getVisitorKind() {
        return VisitorKind.AGGREGATING;
    }

    @Override
    public void visitMethod(MethodElement method, VisitorContext context) {
        found = true;
        for (ParameterElement parameter : method.getParameters()) {
            if (parameter.getType().getName().equals(CALLER)) {
                parameter.annotate(Hidden.class);
            }
        }
        AnnotationValue<Operation> written = method.getAnnotation(Operation.class);
        if (written != null && written.stringValue("operationId").isEmpty()) {
            method.annotate(AnnotationValue.builder(written)
                    .member("operationId", operationId(method))
                    .build());
        }
    }

    /** Unique over all functions: {@code listPromptCards} for {@code PromptCardController.list}. */
    private static String operationId(MethodElement method) {
        String resource = method.getOwningType().getSimpleName().replaceFirst("Controller$", "");
        String name = method.getName();
        return name + resource.substring(0, 1).toUpperCase(Locale.ROOT) + resource.substring(1) + (name.equals("list") ? "s" : "");
    }

    @Override
    public void finish(VisitorContext context) {
        if (found) {
            SharedDescription.addTo(Utils.resolveOpenApi(context));
            found = false;
        }
    }
}
