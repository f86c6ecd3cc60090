package dev.statehouse.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that is refused before any data is touched. Its message is shown to the caller. */
public final class RequestError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ProblemType type;
    private final transient List<Problem.FieldError> errors;
    private final transient @Nullable Duration retryAfter;

    RequestError(ProblemType type, String message, List<Problem.FieldError> errors) {
        this(type, message, errors, null);
    }

    private RequestError(
            ProblemType type, String message, List<Problem.FieldError> errors, @Nullable Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
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

    /** The caller lacks the role or the scope for it. */
    public static RequestError forbidden(Caller caller, Permission needed) {
        String why = caller.role().mayActAs(needed.leastRole())
                ? "this needs the scope '" + needed.scope() + "'"
                : "this needs the role '" + needed.leastRole().label() + "'";
        return new RequestError(ProblemType.FORBIDDEN, why, List.of());
    }

    /** Credentials in a body that prove nobody: 401. */
    public static RequestError unauthenticated(String message) {
        return new RequestError(ProblemType.UNAUTHENTICATED, message, List.of());
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

    /**
     * Beyond a limit: 429.
     *
     * @param retryAfter shown in whole seconds, rounded up, in the header {@code Retry-After}
     */
    public static RequestError tooManyRequests(String message, Duration retryAfter) {
        return new RequestError(ProblemType.TOO_MANY_REQUESTS, message, List.of(), retryAfter);
    }

    /** After which the same request may succeed; empty if that is not known. */
    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    ProblemType type() {
        return type;
    }

    public List<Problem.FieldError> errors() {
        return errors;
    }
}
