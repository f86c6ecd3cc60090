package dev.statehouse.http;

import java.util.List;
import java.util.Map;

/**
 * Lambda's limit for an answer: 6 MB with its envelope (AWS Lambda Developer Guide, "Lambda quotas"). Beyond it Lambda
 * fails without a word to the caller, so the answer is replaced by one that says what to do.
 */
final class PayloadLimit {

    /** Leaves room for headers; 4 MiB of bytes fit in base64. */
    static final int CHARACTERS = 6_000_000;

    /** A text beyond this goes in base64 too: the escapes that JSON adds could make it six times as long. */
    static final int TEXT_BYTES = 1_000_000;

    private PayloadLimit() {}

    static HttpResult exceeded() {
        return new HttpResult(
                422,
                Map.of("content-type", Problem.MEDIA_TYPE),
                List.of(),
                "{\"type\":\"" + Problem.typeOf(ProblemType.ANSWER_TOO_LARGE.slug())
                        + "\",\"title\":\"Answer too large\",\"status\":422,"
                        + "\"detail\":\"the answer is larger than 4 MB: ask for fewer rows, or for an export to storage\"}",
                false);
    }
}
