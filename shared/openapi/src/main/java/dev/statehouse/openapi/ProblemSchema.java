package dev.statehouse.openapi;

import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The form of every problem: that of {@code Problem} in shared/http, to which a test holds it. */
@SuppressWarnings({"rawtypes", "unchecked"}) // The library's fluent methods return raw schemas.
final class ProblemSchema {

    static final String NAME = "Problem";

    private ProblemSchema() {}

    static Schema<?> schema() {
        return object("Why a request failed (RFC 9457).")
                .addProperty("type", text("Stable identifier of the kind of problem."))
                .addProperty("title", text("The kind in words."))
                .addProperty("status", typed("integer", "Status of the answer."))
                .addProperty("detail", text("This occurrence in words."))
                .addProperty("errors", typed("array", "The fields at fault.").items(fieldError()))
                .required(List.of("type", "title", "status", "detail"));
    }

    private static Schema<?> fieldError() {
        return object("One field at fault.")
                .addProperty("pointer", text("JSON pointer into the body, such as /variables/0/type."))
                .addProperty("parameter", text("Name of a query parameter, path segment or header."))
                .addProperty("detail", text("What is wrong with it."))
                .required(List.of("detail"));
    }

    static ApiResponse response(int status, String title, String meaning, String detail) {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("type", "urn:statehouse:problem:" + kebab(title));
        example.put("title", title.replaceAll("(?<=.)(?=[A-Z])", " "));
        example.put("status", status);
        example.put("detail", detail);
        MediaType problem = new MediaType()
                .schema(new Schema<>().$ref("#/components/schemas/" + NAME))
                .example(example);
        return new ApiResponse()
                .description(meaning)
                .content(new Content().addMediaType("application/problem+json", problem));
    }

    private static String kebab(String name) {
        return name.replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
    }

    static Schema<?> text(String description) {
        return typed("string", description);
    }

    private static Schema<?> object(String description) {
        return typed("object", description);
    }

    // Both forms of the type: which one is written depends on the version of OpenAPI asked for.
    private static Schema<?> typed(String type, String description) {
        return new Schema<>().type(type).types(java.util.Set.of(type)).description(description);
    }
}
