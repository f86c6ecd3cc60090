package dev.statehouse.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.outbound.HttpsAnswer;
import dev.statehouse.outbound.PrivateAddressException;
import dev.statehouse.outbound.RetryAfter;
import java.io.IOException;
import java.net.ConnectException;
import java.net.MalformedURLException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What is to be made of a provider that gives no vectors: whether it may pass, and what a workspace may read of it. */
final class Refusals {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_MESSAGE = 200;

    private final RemoteApi api;
    private final Clock clock;

    Refusals(RemoteApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    EmbeddingFailedException of(HttpsAnswer answer) {
        JsonNode body = json(answer.body());
        int status = answer.status();
        if (status == 401 || status == 403) {
            // Without the provider's words, which like to quote the key or the role.
            return EmbeddingFailedException.lasting("the embedding provider refused access (%d)".formatted(status));
        }
        String message = "the embedding provider refused (%d)%s".formatted(status, words(body));
        return mayPass(status) && !isSpent(body)
                ? EmbeddingFailedException.passing(message, RetryAfter.of(answer.retryAfter(), clock.instant()))
                : EmbeddingFailedException.lasting(message);
    }

    private static boolean mayPass(int status) {
        return switch (status) {
            case 408, 425, 429 -> true;
            // Below 100 it was no HTTP at all.
            default -> status >= 500 || status < 100;
        };
    }

    // OpenAI says so by 429, which no waiting mends.
    private static boolean isSpent(JsonNode body) {
        return body.at("/error/code").asText().equals("insufficient_quota");
    }

    // OpenAI's {error: {message}}, Ollama's {error}, AWS's {message}.
    private String words(JsonNode body) {
        for (String pointer : new String[] {"/error/message", "/error", "/message"}) {
            JsonNode words = body.at(pointer);
            if (words.isTextual() && !words.textValue().isBlank()) {
                return ": " + shown(words.textValue());
            }
        }
        return "";
    }

    private String shown(String words) {
        String line = api.withoutSecrets(words)
                .replaceAll("\\b(sk|pk|key|api)[-_][\\w*.-]{6,}", "(a key)")
                .replaceAll("\\barn:\\S+", "(an ARN)")
                .replaceAll("[\\p{C}\\p{Z}]+", " ")
                .strip();
        return line.codePointCount(0, line.length()) <= LONGEST_MESSAGE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_MESSAGE)) + "…";
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException foreign) {
            return JSON.missingNode();
        }
    }

    /** In our own words, since a stranger's could hold anything. */
    static EmbeddingFailedException of(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case TimeoutException slow -> {
                    return EmbeddingFailedException.passing("the embedding provider did not answer in time", failure);
                }
                case SocketTimeoutException slow -> {
                    return EmbeddingFailedException.passing("the embedding provider did not answer in time", failure);
                }
                case UnknownHostException nobody -> {
                    return EmbeddingFailedException.passing("the embedding provider's host is not known", failure);
                }
                case PrivateAddressException inside -> {
                    return EmbeddingFailedException.lasting(
                            "the embedding provider's host is not on the public internet", failure);
                }
                case MalformedURLException foreign -> {
                    return EmbeddingFailedException.lasting("the base URL must begin with https", failure);
                }
                case SSLException untrusted -> {
                    return EmbeddingFailedException.passing(
                            "the embedding provider offers no TLS that can be trusted", failure);
                }
                case ConnectException refused -> {
                    return EmbeddingFailedException.passing("the embedding provider can't be reached", failure);
                }
                default -> {}
            }
        }
        return EmbeddingFailedException.passing("the connection to the embedding provider broke", failure);
    }
}
