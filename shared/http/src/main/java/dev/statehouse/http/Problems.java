package dev.statehouse.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.statehouse.data.DataError;
import io.micronaut.core.bind.exceptions.UnsatisfiedArgumentException;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.codec.CodecException;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolationException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns every failure into a {@link Problem}. Only {@link DataError}s and {@link RequestError}s speak to the caller in their
 * own words; whatever else went wrong is logged and answered without a detail, for its message may quote SQL or secrets.
 */
@Singleton
final class Problems implements ErrorResponseProcessor<Problem> {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final Refusals refusals;

    Problems(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public MutableHttpResponse<Problem> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        Throwable cause = context.getRootCause().orElse(null);
        Problem problem = cause == null ? ofStatus(response.code(), context) : ofCause(cause, response.code(), context);
        response.status(HttpStatus.valueOf(problem.status()));
        if (problem.status() == 403) {
            refusals.record(context.getRequest(), String.valueOf(problem.detail()));
        }
        if (problem.status() == 503) {
            response.header("Retry-After", "1");
        }
        if (cause instanceof RequestError refused) {
            refused.retryAfter().ifPresent(wait -> response.header("Retry-After", seconds(wait)));
        }
        boolean head = context.getRequest().getMethod() == HttpMethod.HEAD;
        return response.contentType(Problem.MEDIA_TYPE).body(head ? null : problem);
    }

    private static String seconds(Duration wait) {
        return String.valueOf(Math.max(1, wait.plusMillis(999).toSeconds()));
    }

    private static Problem ofCause(Throwable cause, int status, ErrorContext context) {
        return switch (cause) {
            case DataError error -> of(error);
            case RequestError error -> Problem.of(error.type(), String.valueOf(error.getMessage()), error.errors());
            case JsonProcessingException error -> ofJson(error);
            case ConstraintViolationException error -> Violations.problem(error);
            case ConversionErrorException error -> ofArgument(error.getArgument(), "is not of the right form");
            case UnsatisfiedRouteException error -> ofArgument(error.getArgument(), "is required");
            case UnsatisfiedArgumentException error -> ofArgument(error.getArgument(), "is required");
            default -> ofUnknown(cause, status, context);
        };
    }

    private static Problem of(DataError error) {
        String message = String.valueOf(error.getMessage());
        if (error.kind() == DataError.Kind.UNAVAILABLE) {
            LOG.warn("The database is not available", error);
        }
        List<Problem.FieldError> errors =
                error.pointer() == null ? List.of() : List.of(Problem.FieldError.inBody(error.pointer(), message));
        return Problem.of(ProblemType.of(error.kind()), message, errors);
    }

    private static Problem ofJson(JsonProcessingException error) {
        // What is JSON and can't be stored is refused as a value, not as a form.
        ProblemType type = error instanceof StorableText.Refused ? ProblemType.INVALID : ProblemType.MALFORMED_REQUEST;
        Problem.FieldError fault = JsonPointers.error(error);
        return Problem.of(type, fault.detail(), List.of(fault));
    }

    private static Problem ofArgument(Argument<?> argument, String fault) {
        String name = argument.getName();
        boolean body = argument.getAnnotationMetadata().hasAnnotation(io.micronaut.http.annotation.Body.class);
        String detail = body ? "a JSON body " + fault : name + " " + fault;
        return Problem.of(
                ProblemType.MALFORMED_REQUEST,
                detail,
                List.of(body ? Problem.FieldError.inBody("", detail) : Problem.FieldError.inParameter(name, detail)));
    }

    private static Problem ofUnknown(Throwable cause, int status, ErrorContext context) {
        for (Throwable inner = cause.getCause(); inner != null; inner = inner.getCause()) {
            if (inner instanceof JsonProcessingException json) {
                return ofJson(json);
            }
            if (inner instanceof DataError || inner instanceof RequestError) {
                return ofCause(inner, status, context);
            }
        }
        if (cause instanceof CodecException) {
            String detail = "a JSON body is required";
            return Problem.of(ProblemType.MALFORMED_REQUEST, detail, List.of(Problem.FieldError.inBody("", detail)));
        }
        if (status < 500) {
            return ofStatus(status, context);
        }
        LOG.error("A request failed", cause);
        return Problem.of(ProblemType.INTERNAL, "the failure was logged", List.of());
    }

    private static Problem ofStatus(int status, ErrorContext context) {
        ProblemType type = ProblemType.ofStatus(status);
        String detail = switch (type) {
            case NOT_FOUND -> "there is nothing at this path";
            case METHOD_NOT_ALLOWED -> context.getRequest().getMethodName() + " is not a method of this path";
            default -> type.title();
        };
        return Problem.of(type, detail, List.of());
    }
}
