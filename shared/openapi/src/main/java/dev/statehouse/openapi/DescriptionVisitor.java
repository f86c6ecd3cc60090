package dev.statehouse.openapi;

import io.micronaut.core.annotation.AnnotationClassValue;
import io.micronaut.core.annotation.AnnotationValue;
import io.micronaut.core.annotation.AnnotationValueBuilder;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.HttpMethodMapping;
import io.micronaut.inject.ast.MethodElement;
import io.micronaut.inject.ast.ParameterElement;
import io.micronaut.inject.visitor.TypeElementVisitor;
import io.micronaut.inject.visitor.VisitorContext;
import io.micronaut.openapi.visitor.Utils;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Completes the OpenAPI document while micronaut-openapi makes it: names operations, hides what only the server sees, and
 * adds what all operations share.
 */
public final class DescriptionVisitor implements TypeElementVisitor<Controller, HttpMethodMapping> {

    private static final String ANSWERS = "dev.statehouse.http.Answers";
    private static final String EXAMPLE = "dev.statehouse.http.Example";
    private static final String READ_FROM = "dev.statehouse.data.ReadFrom";

    /** By operation id. */
    private final Map<String, Admission> admissions = new HashMap<>();

    /** JSON by operation id. */
    private final Map<String, String> examples = new HashMap<>();

    /** Ids of operations that may be answered by the reader. */
    private final Set<String> nearby = new HashSet<>();

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
        for (ParameterElement parameter : method.getParameters()) {
            if (Admission.isSender(parameter) || isReadFrom(parameter)) {
                parameter.annotate(Hidden.class);
            }
        }
        AnnotationValue<?> answers = method.getAnnotation(ANSWERS);
        if (answers != null) {
            method.annotate(response(answers));
        }
        AnnotationValue<Operation> written = method.getAnnotation(Operation.class);
        if (written == null) {
            return;
        }
        String id = written.stringValue("operationId").orElseGet(() -> operationId(method));
        method.annotate(
                AnnotationValue.builder(written).member("operationId", id).build());
        admissions.put(id, Admission.of(method));
        method.stringValue(EXAMPLE).ifPresent(example -> examples.put(id, example));
        if (Arrays.stream(method.getParameters()).anyMatch(DescriptionVisitor::isReadFrom)) {
            nearby.add(id);
        }
    }

    private static boolean isReadFrom(ParameterElement parameter) {
        return READ_FROM.equals(parameter.getType().getName());
    }

    private static AnnotationValue<ApiResponse> response(AnnotationValue<?> answers) {
        AnnotationValueBuilder<ApiResponse> response = AnnotationValue.builder(ApiResponse.class)
                .member(
                        "responseCode",
                        Integer.toString(answers.intValue("status").orElse(200)))
                .member("description", "As asked.");
        answers.annotationClassValue("value")
                .ifPresent(type -> response.member("content", new AnnotationValue<?>[] {json(type)}));
        return response.build();
    }

    private static AnnotationValue<Content> json(AnnotationClassValue<?> type) {
        return AnnotationValue.builder(Content.class)
                .member("mediaType", "application/json")
                .member(
                        "schema",
                        AnnotationValue.builder(Schema.class)
                                .member("implementation", type)
                                .build())
                .build();
    }

    /** Unique over all functions: {@code listPromptCards} for {@code PromptCardController.list}. */
    private static String operationId(MethodElement method) {
        String resource = method.getOwningType().getSimpleName().replaceFirst("Controller$", "");
        String name = method.getName();
        return name
                + resource.substring(0, 1).toUpperCase(Locale.ROOT)
                + resource.substring(1)
                + (name.equals("list") ? "s" : "");
    }

    @Override
    public void finish(VisitorContext context) {
        if (!admissions.isEmpty()) {
            SharedDescription.addTo(Utils.resolveOpenApi(context), admissions, examples, nearby);
            admissions.clear();
            examples.clear();
            nearby.clear();
        }
    }
}
