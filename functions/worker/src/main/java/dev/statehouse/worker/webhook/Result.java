package dev.statehouse.worker.webhook;

import dev.statehouse.outbound.HttpsAnswer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What came of sending an event.
 *
 * @param status of the answer; null if none came
 * @param retryAfter the header of this name
 * @param error in our own words, since a stranger's could hold anything; null if the event was taken
 */
record Result(
        @Nullable Integer status,
        @Nullable String retryAfter,
        Duration took,
        @Nullable String error) {

    private static final int GONE = 410;

    static Result of(HttpsAnswer answer, Duration took) {
        return new Result(
                answer.status() < 100 ? null : answer.status(),
                answer.retryAfter(),
                took,
                answer.isSuccess() ? null : "the status is " + answer.status());
    }

    static Result of(IOException failure, Duration took) {
        return new Result(null, null, took, describe(failure));
    }

    private static String describe(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case TimeoutException slow -> {
                    return "no answer within 10 seconds";
                }
                case SocketTimeoutException slow -> {
                    return "no answer within 10 seconds";
                }
                case UnknownHostException nobody -> {
                    return "the host is not known";
                }
                case SSLException untrusted -> {
                    return "no TLS that can be trusted";
                }
                case ConnectException refused -> {
                    return "no connection to an address of the public internet";
                }
                default -> {}
            }
        }
        return "the connection broke";
    }

    boolean isDelivered() {
        return error == null;
    }

    /** Whether the receiver wants no more events. */
    boolean isGone() {
        return status != null && status == GONE;
    }

    int durationMs() {
        return (int) Math.min(took.toMillis(), Integer.MAX_VALUE);
    }
}
