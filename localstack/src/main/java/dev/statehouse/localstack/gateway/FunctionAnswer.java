package dev.statehouse.localstack.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads what a function answered.
 *
 * <p>AWS: "Create AWS Lambda proxy integrations for HTTP APIs", "Lambda function response for format 2.0": with a
 * {@code statusCode} it is a response; else, if it is JSON, the body of a 200 of type {@code application/json}. The
 * type of a response that names none is {@code text/plain;charset=UTF-8}, as users report; the manual is silent.
 */
final class FunctionAnswer {
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);
    /** The gateway frames its messages itself. */
    private static final Set<String> FRAMING = Set.of(
            "connection", "content-length", "keep-alive", "transfer-encoding", "upgrade", "proxy-authenticate", "te");

    private FunctionAnswer() {}

    /** @throws MalformedAnswer if the gateway would answer 500 instead; its message says why */
    static Answer of(byte[] payload) throws MalformedAnswer {
        JsonNode answer = parsed(payload);
        if (!answer.isObject() || !answer.has("statusCode")) {
            byte[] body = answer.isTextual() ? answer.asText().getBytes(StandardCharsets.UTF_8) : payload;
            return Answer.json(200, body);
        }
        Map<String, String> headers = headers(answer.path("headers"));
        headers.putIfAbsent("content-type", "text/plain;charset=UTF-8");
        return new Answer(status(answer.path("statusCode")), headers, cookies(answer.path("cookies")), body(answer));
    }

    private static JsonNode parsed(byte[] payload) throws MalformedAnswer {
        try {
            JsonNode answer = JSON.readValue(payload);
            if (answer.isMissingNode()) {
                throw new MalformedAnswer("it is empty");
            }
            return answer;
        } catch (JsonProcessingException e) {
            throw new MalformedAnswer("it is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new MalformedAnswer("it is no JSON: " + e.getMessage());
        }
    }

    private static int status(JsonNode status) throws MalformedAnswer {
        int number = status.asInt(-1);
        if (number < 200 || number > 599) {
            throw new MalformedAnswer("statusCode is " + status);
        }
        return number;
    }

    private static Map<String, String> headers(JsonNode node) throws MalformedAnswer {
        Map<String, String> headers = new TreeMap<>();
        for (Map.Entry<String, JsonNode> header : node.properties()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!header.getValue().isValueNode()) {
                throw new MalformedAnswer("header %s is no text".formatted(name));
            }
            if (!FRAMING.contains(name) && !header.getValue().isNull()) {
                headers.put(name, legal(name, header.getValue().asText()));
            }
        }
        return headers;
    }

    private static List<String> cookies(JsonNode node) throws MalformedAnswer {
        List<String> cookies = new ArrayList<>();
        for (JsonNode cookie : node) {
            cookies.add(legal("set-cookie", cookie.asText()));
        }
        return cookies;
    }

    private static String legal(String name, String value) throws MalformedAnswer {
        if (name.isEmpty() || value.chars().anyMatch(character -> character < ' ' && character != '\t')) {
            throw new MalformedAnswer("header '%s' has a control character or no name".formatted(name));
        }
        return value;
    }

    private static byte[] body(JsonNode answer) throws MalformedAnswer {
        JsonNode body = answer.path("body");
        if (body.isMissingNode() || body.isNull()) {
            return new byte[0];
        }
        if (!body.isTextual()) {
            throw new MalformedAnswer("body is no text");
        }
        if (!answer.path("isBase64Encoded").asBoolean()) {
            return body.asText().getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(body.asText());
        } catch (IllegalArgumentException e) {
            throw new MalformedAnswer("body is no base64: " + e.getMessage());
        }
    }

    /** Why an answer is none. */
    static final class MalformedAnswer extends Exception {
        MalformedAnswer(String message) {
            super(message);
        }
    }
}
