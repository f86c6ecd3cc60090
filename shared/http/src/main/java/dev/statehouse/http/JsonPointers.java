package dev.statehouse.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.statehouse.http.Problem.FieldError;
import java.util.stream.Collectors;

/** Where in a body a JSON error is, and what to tell the caller of it. */
public final class JsonPointers {

    private JsonPointers() {}

    /** The field at fault and what is wrong with it, in words for the caller. */
    public static FieldError error(JsonProcessingException error) {
        return FieldError.inBody(of(error), explain(error));
    }

    static String of(JsonProcessingException error) {
        return switch (error) {
            case StorableText.Refused refused -> refused.pointer();
            case JsonMappingException mapping -> path(mapping);
            default -> "";
        };
    }

    private static String path(JsonMappingException error) {
        return error.getPath().stream()
                .map(step -> step.getFieldName() == null
                        ? String.valueOf(step.getIndex())
                        : FieldError.escaped(step.getFieldName()))
                .map(step -> "/" + step)
                .collect(Collectors.joining());
    }

    /** The parser's own messages name Java classes, so they are not passed on. */
    static String explain(JsonProcessingException error) {
        return switch (error) {
            case UnrecognizedPropertyException unknown -> "unknown field '" + unknown.getPropertyName() + "'";
            case StorableText.Refused refused -> refused.getOriginalMessage();
            case MismatchedInputException mismatch
            when mismatch.getTargetType() != null -> "expected " + name(mismatch.getTargetType());
            case StreamConstraintsException limits ->
                "the JSON is nested too deeply, or a number or text in it is too long";
            default -> "not valid JSON" + at(error.getLocation());
        };
    }

    private static String at(@org.jspecify.annotations.Nullable JsonLocation location) {
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String name(Class<?> type) {
        if (type == String.class) {
            return "a text";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a whole number";
        }
        if (Iterable.class.isAssignableFrom(type) || type.isArray()) {
            return "an array";
        }
        if (type == java.util.UUID.class) {
            return "a UUID";
        }
        if (type == java.time.LocalDate.class) {
            return "a date such as 2026-01-31";
        }
        if (type == java.time.Instant.class) {
            return "a time such as 2026-01-31T12:00:00Z";
        }
        return type.isEnum() ? "one of " + java.util.Arrays.toString(type.getEnumConstants()) : "an object";
    }
}
