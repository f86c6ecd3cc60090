package dev.statehouse.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;

/** An operation with what is told by its place in the document. */
record OperationForm(String path, HttpMethod method, Operation operation) {

    boolean hasBody() {
        return operation.getRequestBody() != null;
    }

    /** Whether it reads a header of this name. */
    boolean takes(String header) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(parameter ->
                                "header".equals(parameter.getIn()) && header.equalsIgnoreCase(parameter.getName()));
    }
}
