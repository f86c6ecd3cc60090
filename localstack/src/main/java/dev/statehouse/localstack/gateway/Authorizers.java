package dev.statehouse.localstack.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.localstack.function.Functions;
import dev.statehouse.localstack.function.Outcome;
import java.io.IOException;
import java.time.Duration;

/**
 * Asks a route's authorizer, anew for every request.
 *
 * <p>AWS: "Control access to HTTP APIs with AWS Lambda authorizers": the simple response {@code {isAuthorized,
 * context}}. "Quotas for HTTP APIs": 10 s for its answer.
 */
final class Authorizers {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Functions functions;
    private final EventWriter events;

    Authorizers(Functions functions, EventWriter events) {
        this.functions = functions;
        this.events = events;
    }

    /**
     * The context of whoever may pass, as a JSON object; empty if the route is public or the authorizer gave none.
     *
     * @throws FaultException 403 for a denial, 500 if the authorizer failed
     */
    String authorize(ClientRequest request, Match match) throws FaultException, InterruptedException {
        if (match.route().authorizer().isEmpty()) {
            return "";
        }
        String function = match.route().authorizer().get();
        byte[] event = events.authorizerEvent(request, match);
        Outcome outcome = functions.invoke(function, event, request.traceId(), PATIENCE);
        if (!(outcome instanceof Outcome.Answered answered)) {
            throw new FaultException(GatewayFault.FUNCTION_FAILED);
        }
        return context(function, answered.payload());
    }

    private String context(String function, byte[] payload) throws FaultException {
        JsonNode decision = decision(function, payload);
        if (!decision.path("isAuthorized").isBoolean()) {
            functions.log(function, "the answer has no boolean isAuthorized");
            throw new FaultException(GatewayFault.FUNCTION_FAILED);
        }
        if (!decision.path("isAuthorized").asBoolean()) {
            throw new FaultException(GatewayFault.FORBIDDEN);
        }
        return decision.path("context").isObject() ? decision.path("context").toString() : "";
    }

    private JsonNode decision(String function, byte[] payload) throws FaultException {
        try {
            return JSON.readTree(payload);
        } catch (IOException e) {
            functions.log(function, "the answer is no JSON: " + e.getMessage());
            throw new FaultException(GatewayFault.FUNCTION_FAILED);
        }
    }
}
