package dev.statehouse.http;

import dev.statehouse.data.DataError;
import java.util.Locale;

/** Every kind of problem that the API answers with: its status and its stable name. */
enum ProblemType {
    MALFORMED_REQUEST(400, "Malformed request"),
    UNAUTHENTICATED(401, "No valid credentials"),
    BUDGET_EXHAUSTED(402, "Budget exhausted"),
    FORBIDDEN(403, "Not allowed"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "Not acceptable"),
    ALREADY_EXISTS(409, "Already exists"),
    CONFLICT(409, "Conflict with the present state"),
    REQUEST_IN_FLIGHT(409, "Same request in flight"),
    STALE(412, "Changed since it was read"),
    TOO_LARGE(413, "Request too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    INVALID(422, "Invalid value"),
    ANSWER_TOO_LARGE(422, "Answer too large"),
    CONDITION_REQUIRED(428, "Condition required"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    INTERNAL(500, "Internal error"),
    UNAVAILABLE(503, "Temporarily unavailable"),
    TIMEOUT(504, "Timed out");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static ProblemType of(DataError.Kind kind) {
        return switch (kind) {
            case NOT_FOUND -> NOT_FOUND;
            case ALREADY_EXISTS -> ALREADY_EXISTS;
            case CONFLICT -> CONFLICT;
            case STALE -> STALE;
            case UNCONDITIONAL -> CONDITION_REQUIRED;
            case INVALID -> INVALID;
            case FORBIDDEN -> FORBIDDEN;
            case EXHAUSTED -> BUDGET_EXHAUSTED;
            case IN_FLIGHT -> REQUEST_IN_FLIGHT;
            case CONTENDED, UNAVAILABLE -> UNAVAILABLE;
            case TIMEOUT -> TIMEOUT;
        };
    }

    /** For failures that only have a status: the router's, mostly. */
    static ProblemType ofStatus(int status) {
        for (ProblemType type : values()) {
            if (type.status == status) {
                return type;
            }
        }
        return status < 500 ? MALFORMED_REQUEST : INTERNAL;
    }
}
