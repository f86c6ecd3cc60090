package dev.statehouse.http;

import java.util.List;
import java.util.Map;

/**
 * Lambda's limit for an answer: 6 MB with its envelope (AWS Lambda Developer Guide, "Lambda quotas"). Beyond it Lambda
 * fails without a word to the caller, so the answer is replaced by one that says what to do.
 */
final class PayloadLimit {

    /** Leaves room for headers and for the escapes that JSON adds to a text body. */
    static final int CHARACTERS = 5_000_000;

    private PayloadLimit() {}

    static HttpResult exceeded() {
        return new HttpResult(
                422,
                Map.of("content-type", Problem.MEDIA_TYPE),
                List.of(),
                "{\"type\":\"" + Problem.typeOf("answer-too-large")
                        + "\",\"title\":\"Answer too large\",\"status\":422,"
                        + "\"detail\":\"the answer is larger than 5 MB: ask for fewer rows, or for an export to storage\"}",
                false);
    }
}
