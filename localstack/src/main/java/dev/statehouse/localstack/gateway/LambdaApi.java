package dev.statehouse.localstack.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.statehouse.localstack.function.Functions;
import dev.statehouse.localstack.function.Outcome;
import dev.statehouse.localstack.template.FunctionDefinition;
import dev.statehouse.localstack.template.Template;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lambda's operation Invoke, for functions that invoke others: {@code Event} is taken and goes on by itself, everything else is
 * answered with what the function answers.
 *
 * <p>AWS: "Invoke" in the Lambda API Reference. Signatures are not checked, and an event that fails is not tried again.
 */
final class LambdaApi implements HttpHandler {
    static final String PATH = "/2015-03-31/functions/";

    private static final Pattern INVOCATION = Pattern.compile(PATH + "([^/]+)/invocations");
    private static final Pattern NAME = Pattern.compile("(?:arn:aws:lambda:[^:]+:\\d+:function:)?([^:]+)(?::[^:]+)?");

    private final Template template;
    private final Functions functions;
    private final Clock clock;

    LambdaApi(Template template, Functions functions, Clock clock) {
        this.template = template;
        this.functions = functions;
        this.clock = clock;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        byte[] event = exchange.getRequestBody().readAllBytes();
        // A page in a browser can reach loopback ports too; what it sends carries its origin.
        if (!exchange.getRequestMethod().equals("POST")
                || exchange.getRequestHeaders().containsKey("Origin")) {
            reply(exchange, 405, new byte[0]);
            return;
        }
        Optional<String> function = function(exchange.getRequestURI().getRawPath());
        if (function.isEmpty()) {
            exchange.getResponseHeaders().set("X-Amzn-ErrorType", "ResourceNotFoundException");
            reply(
                    exchange,
                    404,
                    "{\"Type\":\"User\",\"Message\":\"Function not found\"}".getBytes(StandardCharsets.UTF_8));
        } else if ("Event".equals(exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type"))) {
            var _ = Thread.ofVirtual().name("event-" + function.get()).start(() -> invoke(function.get(), event));
            reply(exchange, 202, new byte[0]);
        } else {
            answer(exchange, invoke(function.get(), event));
        }
    }

    /** The logical id of the function that a path names, by its name or ARN, with or without an alias. */
    private Optional<String> function(String path) {
        Matcher invocation = INVOCATION.matcher(path);
        if (!invocation.matches()) {
            return Optional.empty();
        }
        Matcher name = NAME.matcher(URLDecoder.decode(invocation.group(1), StandardCharsets.UTF_8));
        return template.functions().values().stream()
                .filter(function -> name.matches() && function.functionName().equals(name.group(1)))
                .map(FunctionDefinition::logicalId)
                .findFirst();
    }

    private Optional<Outcome> invoke(String function, byte[] event) {
        try {
            return Optional.of(
                    functions.invoke(function, event, ClientRequest.newTraceId(clock.instant()), AdminServer.PATIENCE));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static void answer(HttpExchange exchange, Optional<Outcome> outcome) throws IOException {
        if (outcome.isPresent() && outcome.get() instanceof Outcome.Answered answered) {
            reply(exchange, 200, answered.payload());
        } else {
            exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
            reply(exchange, 200, "{\"errorMessage\":\"see the function's log\"}".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }
}
