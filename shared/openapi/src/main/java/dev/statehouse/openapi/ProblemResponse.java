package dev.statehouse.openapi;

import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.responses.ApiResponse;

/** The problems that operations of a kind can answer with. The kinds are told by method, path and headers. */
enum ProblemResponse {
    MALFORMED_REQUEST(400, "A field, parameter or header is unknown or not of its form.", "title must be a string"),
    UNAUTHENTICATED(401, "There are no valid credentials.", "the credentials have expired"),
    FORBIDDEN(403, "The role or the scopes of the credentials do not allow this.", "this needs the role 'admin'"),
    NOT_FOUND(404, "There is no such thing, or it is another workspace's.", "there is no such prompt card"),
    CONFLICT(409, "It exists already, or a request with this key is in flight.", "the slug is taken"),
    STALE(412, "It changed since it was read.", "the card changed since it was read"),
    TOO_LARGE(413, "The body is too large.", "the body is larger than 4 MB"),
    INVALID(422, "A value is not allowed, or the key was used for another request.", "the project does not exist"),
    CONDITION_REQUIRED(428, "If-Match is missing.", "send If-Match with the ETag of what you read, or '*' for any"),
    TOO_MANY_REQUESTS(
            429,
            "A limit of the workspace, the credential or the address is used up; Retry-After says for how long.",
            "too many requests; see the headers RateLimit and RateLimit-Policy"),
    UNAVAILABLE(
            503, "The database can't be reached; Retry-After says when to try again.", "the database is not available");

    private static final String COMPONENTS = "#/components/responses/";

    private final int status;
    private final String meaning;
    private final String example;

    ProblemResponse(int status, String meaning, String example) {
        this.status = status;
        this.meaning = meaning;
        this.example = example;
    }

    /** Whether an operation can answer with it. */
    boolean appliesTo(OperationForm form) {
        HttpMethod method = form.method();
        boolean changes = method == HttpMethod.PUT || method == HttpMethod.PATCH;
        return switch (this) {
            case MALFORMED_REQUEST, UNAUTHENTICATED, FORBIDDEN, TOO_MANY_REQUESTS, UNAVAILABLE -> true;
            case NOT_FOUND -> form.path().contains("{");
            case CONFLICT, INVALID -> method == HttpMethod.POST || changes;
            case TOO_LARGE -> form.hasBody();
            case STALE -> form.takes("If-Match");
            case CONDITION_REQUIRED -> changes && form.takes("If-Match");
        };
    }

    String statusCode() {
        return Integer.toString(status);
    }

    /** Its name among the document's components, such as {@code NotFound}. */
    String component() {
        StringBuilder name = new StringBuilder();
        for (String word : name().split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
        }
        return name.toString();
    }

    ApiResponse reference() {
        return new ApiResponse().$ref(COMPONENTS + component());
    }

    ApiResponse response() {
        return ProblemSchema.response(status, component(), meaning, example);
    }
}
