package dev.statehouse.http;

import java.util.List;

/** A request that is refused before any data is touched. Its message is shown to the caller. */
public final class RequestError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ProblemType type;
    private final transient List<Problem.FieldError> errors;

    RequestError(ProblemType type, String message, List<Problem.FieldError> errors) {
        super(message);
        this.type = type;
        this.errors = errors;
    }

    /** A query parameter, path segment or header that is not of its form: 400. */
    public static RequestError malformed(String parameter, String detail) {
        return new RequestError(
                ProblemType.MALFORMED_REQUEST, detail, List.of(Problem.FieldError.inParameter(parameter, detail)));
    }

    /** A body whose fields are well-formed and can't be accepted: 422, naming each. */
    public static RequestError invalid(String message, List<Problem.FieldError> errors) {
        return new RequestError(ProblemType.INVALID, message, errors);
    }

    /** A file that can't be read at all: 400, naming the place. */
    public static RequestError unreadable(String message, List<Problem.FieldError> errors) {
        return new RequestError(ProblemType.MALFORMED_REQUEST, message, errors);
    }

    /** An answer beyond what the operation gives: 422. */
    public static RequestError answerTooLarge(String message) {
        return new RequestError(ProblemType.ANSWER_TOO_LARGE, message, List.of());
    }

    /** A body beyond what the operation takes: 413. */
    public static RequestError tooLarge(String message) {
        return new RequestError(ProblemType.TOO_LARGE, message, List.of());
    }

    ProblemType type() {
        return type;
    }

    public List<Problem.FieldError> errors() {
        return errors;
    }
}
