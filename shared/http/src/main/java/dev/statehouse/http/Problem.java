package dev.statehouse.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.core.annotation.Introspected;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request failed (RFC 9457, {@code application/problem+json}).
 *
 * @param type stable identifier of the kind of problem, under {@code /docs}
 * @param title the kind in words, the same for each problem of the type
 * @param status of the answer
 * @param detail this occurrence in words
 * @param errors the fields at fault; empty when no single field is
 */
@Introspected
@Schema(description = "Why a request failed, as RFC 9457 has it.")
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * One field at fault.
     *
     * @param pointer JSON pointer into the body, such as {@code /variables/0/type}
     * @param parameter name of a query parameter, path segment or header, where the fault is not in the body
     * @param detail what is wrong with it
     */
    @Introspected
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FieldError(
            @Nullable String pointer, @Nullable String parameter, String detail) {

        public static FieldError inBody(String pointer, String detail) {
            return new FieldError(pointer, null, detail);
        }

        public static FieldError inParameter(String parameter, String detail) {
            return new FieldError(null, parameter, detail);
        }
    }

    static String typeOf(String slug) {
        return "urn:statehouse:problem:" + slug;
    }

    static Problem of(ProblemType type, String detail, List<FieldError> errors) {
        return new Problem(typeOf(type.slug()), type.title(), type.status(), detail, errors);
    }
}
