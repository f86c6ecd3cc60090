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
     * @param row of the file that the body is or names, where it is one; the first is 1
     * @param field name of the file's column, where its rows have columns
     * @param pointer JSON pointer into the body or the row, such as {@code /variables/0/type}
     * @param parameter name of a query parameter, path segment or header, where the fault is not in the body
     * @param detail what is wrong with it
     */
    @Introspected
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FieldError(
            @Nullable Integer row,
            @Nullable String field,
            @Nullable String pointer,
            @Nullable String parameter,
            String detail) {

        public static FieldError inBody(String pointer, String detail) {
            return new FieldError(null, null, pointer, null, detail);
        }

        public static FieldError inParameter(String parameter, String detail) {
            return new FieldError(null, null, null, parameter, detail);
        }

        /** A fault in a column of a file. */
        public static FieldError inField(@Nullable String field, String detail) {
            return new FieldError(null, field, null, null, detail);
        }

        public FieldError atRow(int number) {
            return new FieldError(number, field, pointer, parameter, detail);
        }
    }

    static String typeOf(String slug) {
        return "urn:statehouse:problem:" + slug;
    }

    static Problem of(ProblemType type, String detail, List<FieldError> errors) {
        return new Problem(typeOf(type.slug()), type.title(), type.status(), detail, errors);
    }
}
