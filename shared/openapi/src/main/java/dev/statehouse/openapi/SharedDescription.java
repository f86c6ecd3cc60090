package dev.statehouse.openapi;

import io.micronaut.openapi.visitor.Utils;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Adds title, credentials, problems and the headers of repeatable and conditional requests to a document. */
final class SharedDescription {

    private static final String IDEMPOTENCY_KEY = "IdempotencyKey";

    private SharedDescription() {}

    /**
     * Completes a document.
     *
     * @param admissions by operation id
     * @param examples JSON by operation id, of those that show one
     * @param nearby ids of operations that may be answered by the reader
     */
    static void addTo(
            OpenAPI document, Map<String, Admission> admissions, Map<String, String> examples, Set<String> nearby) {
        document.info(
                new Info()
                        .title("Statehouse")
                        .version("1")
                        .description(
                                "The state layer of an AI product: prompts and their versions, labels and search, by workspace."));
        addComponents(Utils.resolveComponents(document));
        Schemas.mend(document.getComponents());
        if (document.getPaths() != null) {
            document.getPaths()
                    .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                        describe(new OperationForm(path, method, operation));
                        Objects.requireNonNull(admissions.get(operation.getOperationId()), path)
                                .describe(operation);
                        if (examples.containsKey(operation.getOperationId())) {
                            RequestExample.addTo(operation, examples.get(operation.getOperationId()));
                        }
                        if (nearby.contains(operation.getOperationId())) {
                            ReadFromHeader.describe(operation);
                        }
                    }));
        }
    }

    private static void addComponents(Components components) {
        components.addSecuritySchemes(
                Admission.KEY,
                bearer("An API key, which is of one workspace: Authorization: Bearer sth_…; or a JWT of an issuer that"
                        + " the workspace trusts (see /v1/token-issuers), with the header Statehouse-Workspace."));
        components.addSecuritySchemes(
                Admission.SESSION,
                bearer(
                        "What logging in answers: Authorization: Bearer sts_…, or its cookie. The header"
                                + " Statehouse-Workspace names the workspace, by id or slug, where an operation is inside of one."));
        components.addParameters(IDEMPOTENCY_KEY, idempotencyKey());
        components.addParameters(ReadFromHeader.COMPONENT, ReadFromHeader.parameter());
        components.addSchemas(ProblemSchema.NAME, ProblemSchema.schema());
        for (ProblemResponse problem : ProblemResponse.values()) {
            components.addResponses(problem.component(), problem.response());
        }
    }

    private static SecurityScheme bearer(String description) {
        return new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description(description);
    }

    private static Parameter idempotencyKey() {
        return new Parameter()
                .in("header")
                .name("Idempotency-Key")
                .required(false)
                .description(
                        "1 to 255 characters of your choice. Whatever the operation changes, it changes once for each key:"
                                + " a repeat within a day gets the first answer again.")
                .schema(ProblemSchema.text("Any text.").minLength(1).maxLength(255));
    }

    private static void describe(OperationForm form) {
        Operation operation = form.operation();
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(parameter -> Schemas.mendParameter(parameter.getSchema()));
        }
        if (form.method() == HttpMethod.POST) {
            operation.addParametersItem(new Parameter().$ref("#/components/parameters/" + IDEMPOTENCY_KEY));
        }
        ApiResponses responses = Objects.requireNonNullElseGet(operation.getResponses(), ApiResponses::new);
        operation.responses(responses);
        if (form.method() == HttpMethod.DELETE && responses.remove("200") != null) {
            responses.addApiResponse("204", new ApiResponse().description("Done."));
        }
        responses.values().forEach(SharedDescription::describeSuccess);
        describeConditions(form, responses);
        for (ProblemResponse problem : ProblemResponse.values()) {
            if (problem.appliesTo(form)) {
                responses.putIfAbsent(problem.statusCode(), problem.reference());
            }
        }
    }

    /** The processor's own words ("createProject 200 response") say nothing. */
    private static void describeSuccess(ApiResponse response) {
        if (response.getDescription() != null && response.getDescription().endsWith(" response")) {
            response.description("As asked.");
        }
    }

    private static void describeConditions(OperationForm form, ApiResponses responses) {
        boolean conditional = form.takes("If-None-Match");
        if (conditional) {
            responses.putIfAbsent("304", new ApiResponse().description("As If-None-Match has it: unchanged."));
        }
        responses.forEach((status, response) -> {
            if (status.startsWith("2") && !status.equals("204") && (conditional || form.takes("If-Match"))) {
                response.addHeaderObject(
                        "ETag",
                        new Header()
                                .description("Names what was answered; for If-Match and If-None-Match.")
                                .schema(ProblemSchema.text("In quotes.")));
            }
            if (status.startsWith("2") && form.method() == HttpMethod.POST) {
                response.addHeaderObject(
                        "Idempotency-Replayed",
                        new Header()
                                .description("Only there on the repeat of an earlier answer.")
                                .schema(ProblemSchema.text("true")));
            }
        });
    }
}
