package dev.statehouse.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.List;

/** The header of operations that may be answered by the reader, in the request and in the answer. */
final class ReadFromHeader {

    static final String COMPONENT = "ReadFrom";

    private static final String NAME = "Statehouse-Read-From";

    private ReadFromHeader() {}

    @SuppressWarnings({"rawtypes", "unchecked"}) // Of which type its values are, a schema does not know.
    static Parameter parameter() {
        Schema writer = ProblemSchema.text("The writer, and nothing else.");
        writer.setEnum(List.of("writer"));
        return new Parameter()
                .in("header")
                .name(NAME)
                .required(false)
                .description(
                        "Where there is a reader, it answers, and may be somewhat behind. The writer knows all that was"
                                + " written before the request.")
                .schema(writer);
    }

    static void describe(Operation operation) {
        operation.addParametersItem(new Parameter().$ref("#/components/parameters/" + COMPONENT));
        operation.getResponses().forEach((status, response) -> {
            if (status.startsWith("2")) {
                response.addHeaderObject(
                        NAME,
                        new Header()
                                .description("Who answered: `writer`, or `reader` with the milliseconds that it may be"
                                        + " behind the writer, where it can tell.")
                                .schema(ProblemSchema.text("Such as reader;lag-ms=12.")));
            }
        });
    }
}
