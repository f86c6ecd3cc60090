package dev.statehouse.http;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What a body's constraints found, as fields with JSON pointers. */
public final class Violations {

    private Violations() {}

    static Problem problem(ConstraintViolationException failure) {
        return Problem.of(
                ProblemType.INVALID,
                "the body has values that can't be accepted",
                errors(failure.getConstraintViolations()));
    }

    /** Each violation with the JSON pointer of its field, in the pointers' order. */
    public static List<Problem.FieldError> errors(Collection<? extends ConstraintViolation<?>> violations) {
        return violations.stream()
                .map(Violations::error)
                .sorted(Comparator.comparing(error -> String.valueOf(error.pointer())))
                .toList();
    }

    private static Problem.FieldError error(ConstraintViolation<?> violation) {
        StringBuilder pointer = new StringBuilder();
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.isInIterable() && node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            // The first two nodes name the controller's method and its parameter.
            if (node.getKind() == ElementKind.PROPERTY) {
                pointer.append('/').append(node.getName());
            }
        }
        return Problem.FieldError.inBody(pointer.toString(), violation.getMessage());
    }
}
